/** Where an entry stands in its chain, and the seal over it. */
export interface Link {
  /** One run of one process. */
  chain: string;
  /** Counts from 0 without gaps. */
  seq: number;
  at: Date;
  /** The hash of the entry before it; of the first entry, the empty text. */
  prev: string;
  /** SHA-256 of all else in the entry, hex. */
  hash: string;
}

/** Who does what, to what, from where: ids and keyed hashes, never a name, a number or a text. */
export interface Act {
  /** `key:<id>`, `person:<id>`, `link:<recording>` where a signed link let it in, `everyone` where nobody needs a key, `stranger` on a public route, or `cli`. */
  who: string;
  /** Such as `users.update`. */
  action: string;
  /** Type and id, such as `call:CA…`; absent where there is none, or none yet. */
  resource?: string;
  /** Keyed hash of the client's address. */
  address?: string;
  requestId?: string;
}

/** What came of an act: `refused` is the client's fault, `failed` is not. */
export interface Result {
  outcome: 'done' | 'refused' | 'failed';
  /** HTTP status; absent for commands. */
  status?: number;
  /** What was made, where the act could not name it. */
  resource?: string;
}

/** How far a chain had come, or up to where it is cut off. */
export interface Head {
  chain: string;
  seq: number;
  hash: string;
}

/** Written before the effect. */
export type Begun = Act & { kind: 'begun' };
/** Written after the effect; `of` is the id of what it completes. */
export type Ended = Pick<Act, 'who' | 'action'> & Result & { kind: 'ended'; of: string };
/** Names the heads of other chains, or (`cut`) what retention has removed up to, that one included. */
export interface Anchor {
  kind: 'anchor';
  why: 'opened' | 'regular' | 'closed' | 'cut';
  heads: Head[];
}

export type Content = Begun | Ended | Anchor;
export type Entry = Link & Content;

/** An act has at most one end: the end has its id from it. */
export const idOf = (entry: Pick<Link, 'chain' | 'seq'> & Content): string =>
  entry.kind === 'ended' ? `${entry.of}:end` : `${entry.chain}:${entry.seq}`;

export const headOf = ({ chain, seq, hash }: Link): Head => ({ chain, seq, hash });

/** What these entries tell of what was cut off, in their order. */
export const cutsIn = (entries: Entry[]): Head[] =>
  entries.flatMap((entry) => (entry.kind === 'anchor' && entry.why === 'cut' ? entry.heads : []));
