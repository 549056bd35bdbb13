import { isStorableMoment } from '../common/moment.js';
import type { AuditPosition } from './audit-list.js';

const PLAIN = /^(\d{1,15})\.([0-9a-f-]{36}:\d{1,15}(?::end)?)$/;

/** A position as an opaque text: base64url of its milliseconds and its id. */
export const toCursor = ({ at, id }: AuditPosition): string =>
  Buffer.from(`${at.getTime()}.${id}`).toString('base64url');

/** The position that `toCursor` wrote; null for any other text. */
export const parseCursor = (cursor: unknown): AuditPosition | null => {
  if (typeof cursor !== 'string' || cursor.length > 120) return null;
  const [, milliseconds, id] = PLAIN.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (milliseconds === undefined || id === undefined || !isStorableMoment(Number(milliseconds))) return null;
  const position = { at: new Date(Number(milliseconds)), id };
  return toCursor(position) === cursor ? position : null;
};
