/** The account that a call is made for. */
export interface User {
  /** A UUID that Atlas gives. */
  id: string;
  /** 1 to 100 characters. */
  name: string;
  /** Lower-case; no two users share one. */
  email: string;
  /** E.164. */
  phoneNumber: string;
  /** The client's own name for this user: no two users share one, and it is never another user's id. */
  externalId?: string;
  createdAt: Date;
  updatedAt: Date;
}

/** What a client says of a user that it makes. */
export type NewUser = Pick<User, 'name' | 'email' | 'phoneNumber' | 'externalId'>;

/** What a client changes; what is absent stays, and null takes the external id away. */
export type UserChanges = Partial<Omit<NewUser, 'externalId'>> & { externalId?: string | null };

/** Which users are listed: those with all of these. */
export type UserFilter = Partial<Pick<User, 'externalId' | 'email'>>;

/** The one spelling under which an address is stored and compared. */
export const normalizeEmail = (email: string): string => email.toLowerCase();

/** The names that a user is found by, in no other user's list: its id and its external id. */
export const handlesOf = ({ id, externalId }: { id: string; externalId?: string | null }): string[] =>
  externalId === undefined || externalId === null || externalId === id ? [id] : [id, externalId];
