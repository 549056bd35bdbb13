import { TurnsRepository } from '../turns.repository.js';

export class TurnsMemoryRepository extends TurnsRepository {
  private readonly turns = new Map<string, number>();

  async find(users: string[]): Promise<Map<string, number>> {
    return new Map([...this.turns].filter(([user]) => users.includes(user)));
  }

  async advance(user: string, seen: number | undefined, turn: number): Promise<boolean> {
    if (this.turns.get(user) !== seen) return false;
    this.turns.set(user, turn);
    return true;
  }
}
