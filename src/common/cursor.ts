import { isStorableMoment } from './moment.js';

/** Where something stands in a list by time; what has the same time stands by its id. */
export interface Position {
  createdAt: Date;
  id: string;
}

/** The cursors of one list: opaque texts, each of which says where something stands. */
export interface Cursors {
  toCursor: (position: Position) => string;
  /** The position that `toCursor` wrote; null for any other text. */
  parseCursor: (cursor: unknown) => Position | null;
}

/** Base64url of the milliseconds and the id. Ids have this form, and cursors so many characters at most. */
export const cursorsFor = (idForm: string, mostCharacters: number): Cursors => {
  const plain = new RegExp(`^(\\d{1,15})\\.(${idForm})$`);
  const toCursor = ({ createdAt, id }: Position): string =>
    Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');
  const parseCursor = (cursor: unknown): Position | null => {
    if (typeof cursor !== 'string' || cursor.length > mostCharacters) return null;
    const [, milliseconds, id] = plain.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
    if (milliseconds === undefined || id === undefined || !isStorableMoment(Number(milliseconds)))
      return null;
    const position = { createdAt: new Date(Number(milliseconds)), id };
    return toCursor(position) === cursor ? position : null;
  };
  return { toCursor, parseCursor };
};
