import { isStorableMoment } from '../../common/moment.js';
import type { CallPosition } from './call-list.js';

const PLAIN = /^(\d{1,15})\.([0-9a-f-]{36})$/;

/** A position as an opaque text: base64url of its milliseconds and its id. */
export const toCursor = ({ createdAt, id }: CallPosition): string =>
  Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');

/** The position that `toCursor` wrote; null for any other text. */
export const parseCursor = (cursor: unknown): CallPosition | null => {
  if (typeof cursor !== 'string' || cursor.length > 80) return null;
  const [, milliseconds, id] = PLAIN.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (milliseconds === undefined || id === undefined || !isStorableMoment(Number(milliseconds))) return null;
  const position = { createdAt: new Date(Number(milliseconds)), id };
  return toCursor(position) === cursor ? position : null;
};
