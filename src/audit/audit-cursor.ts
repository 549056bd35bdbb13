import { cursorsFor } from '../common/cursor.js';
import type { AuditPosition } from './audit-list.js';

const cursors = cursorsFor('[0-9a-f-]{36}:\\d{1,15}(?::end)?', 120);

/** A position as an opaque text. */
export const toCursor = ({ at, id }: AuditPosition): string => cursors.toCursor({ createdAt: at, id });

/** The position that `toCursor` wrote; null for any other text. */
export const parseCursor = (cursor: unknown): AuditPosition | null => {
  const position = cursors.parseCursor(cursor);
  return position && { at: position.createdAt, id: position.id };
};
