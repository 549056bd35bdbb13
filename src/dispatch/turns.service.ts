import { Injectable } from '@nestjs/common';
import { TurnsRepository } from './turns.repository.js';

/** Each try in vain means that another instance's succeeded. */
const TRIES = 50;

/**
 * Gives calls their turns so that users are served in rotation, however many calls each has (start-time fair
 * queueing). A user's calls have turns in a row; a user who comes begins at the turn that is served now.
 */
@Injectable()
export class TurnsService {
  constructor(private readonly turns: TurnsRepository) {}

  /** The first of as many turns in a row as each user wants. `current` is the turn that is served now. */
  async take(wanted: Map<string, number>, current: number): Promise<Map<string, number>> {
    const seen = await this.turns.find([...wanted.keys()]);
    const firsts = await Promise.all(
      [...wanted].map(async ([user, count]): Promise<[string, number]> => {
        return [user, await this.takeFor(user, count, { current, seen: seen.get(user) })];
      }),
    );
    return new Map(firsts);
  }

  private async takeFor(
    user: string,
    count: number,
    { current, seen }: { current: number; seen?: number },
  ): Promise<number> {
    let last = seen;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const before = Math.max(last ?? 0, current);
      if (await this.turns.advance(user, last, before + count, new Date())) return before + 1;
      last = (await this.turns.find([user])).get(user);
    }
    throw new Error('A turn could not be taken: too many take turns for one user at once');
  }
}
