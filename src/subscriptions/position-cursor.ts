import { isStorableMoment } from '../common/moment.js';

/** Where something stands in the order of when it was written down. */
export interface Position {
  createdAt: Date;
  id: string;
}

const PLAIN = /^(\d{1,15})~([\w.-]{0,120})$/;

/** A position as an opaque text: base64url of its milliseconds and its id. */
export const toCursor = ({ createdAt, id }: Position): string =>
  Buffer.from(`${createdAt.getTime()}~${id}`).toString('base64url');

/** The position that `toCursor` wrote; null for any other text. */
export const parseCursor = (cursor: unknown): Position | null => {
  if (typeof cursor !== 'string' || cursor.length > 240) return null;
  const [, milliseconds, id] = PLAIN.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (milliseconds === undefined || id === undefined || !isStorableMoment(Number(milliseconds))) return null;
  const position = { createdAt: new Date(Number(milliseconds)), id };
  return toCursor(position) === cursor ? position : null;
};
