import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { TURN_MODEL, type TurnDocument } from './turn.schema.js';
import { TurnsRepository } from './turns.repository.js';

@Injectable()
export class TurnsMongoRepository extends TurnsRepository {
  constructor(@InjectModel(TURN_MODEL) private readonly turns: Model<TurnDocument>) {
    super();
  }

  async find(users: string[]): Promise<Map<string, number>> {
    const found = await this.turns.find({ _id: { $in: users } }).lean<TurnDocument[]>();
    return new Map(found.map(({ _id, turn }) => [_id, turn]));
  }

  async advance(user: string, seen: number | undefined, turn: number, at: Date): Promise<boolean> {
    if (seen === undefined) return this.insert(user, turn, at);
    const { matchedCount } = await this.turns.updateOne(
      { _id: user, turn: seen },
      { $set: { turn, usedAt: at } },
    );
    return matchedCount === 1;
  }

  private async insert(user: string, turn: number, at: Date): Promise<boolean> {
    try {
      await this.turns.create({ _id: user, turn, usedAt: at });
      return true;
    } catch (error) {
      if (duplicateKeyFields(error)) return false;
      throw error;
    }
  }
}
