/** Where the last turn of each user is kept, for a day after it was given. */
export abstract class TurnsRepository {
  /** The last turn of each of these users; a user without one is not in it. */
  abstract find(users: string[]): Promise<Map<string, number>>;
  /** Moves a user's last turn from what was seen (undefined: none); false where it has moved since. */
  abstract advance(user: string, seen: number | undefined, turn: number, at: Date): Promise<boolean>;
}
