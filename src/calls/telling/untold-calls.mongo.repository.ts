import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CALL_MODEL, type CallDocument, toCall } from '../model/call.schema.js';
import type { NewsOfCall, TellingOf, UntoldCall, UntoldCalls } from './untold.js';
import { UntoldCallsRepository } from './untold-calls.repository.js';

const WITH_OUTBOX = { 'attempts.events': 0, later: 0, steps: 0 } as const;
const IS_THERE = { $exists: true };
const IS_NOT = { $exists: false };

/**
 * The field `untold` is how many entries there are, and one more while something is fixed. Each fixing raises the turn: as
 * many entries as before may be others.
 */
@Injectable()
export class UntoldCallsMongoRepository extends UntoldCallsRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async find(most: number, leftOut: string[]): Promise<UntoldCalls> {
    const untold = { untold: { $gt: 0 }, ...(leftOut.length > 0 && { _id: { $nin: leftOut } }) };
    const options = { projection: WITH_OUTBOX, limit: most };
    const found = this.calls.collection.find<CallDocument>(untold as object, options);
    const all: UntoldCalls = { calls: [], unreadable: [] };
    for (const each of await found.toArray())
      try {
        all.calls.push(toUntold(each));
      } catch (error) {
        // One that is stored otherwise than it should be keeps no other from being told of.
        all.unreadable.push({ id: each._id, error });
      }
    return all;
  }

  async fix(all: NewsOfCall[]): Promise<TellingOf[]> {
    const fresh = all.filter(({ found }) => !found.telling);
    const fixed = await this.write(fresh.map(fixingOf));
    const mine = all.filter(({ found, news }) => found.telling ?? news.length > 0);
    if (fixed === fresh.length)
      return mine.map(({ found, news }) => ({
        id: found.call.id,
        turn: found.telling ? turnOf(found) : turnOf(found) + 1,
        news: found.telling ?? news,
      }));
    // Some have changed, or are another instance's: what stands in them is what counts.
    const query = { _id: { $in: mine.map(({ found }) => found.call.id) }, telling: IS_THERE };
    const options = { projection: { telling: 1, said: 1 } };
    const found = await this.calls.collection.find<CallDocument>(query as object, options).toArray();
    return found.map(({ _id, telling = [], said }) => ({ id: _id, turn: said?.turn ?? 0, news: telling }));
  }

  async settle(told: TellingOf[]): Promise<void> {
    await this.write(
      told.flatMap(({ id, turn }) => {
        const fixed = { _id: id, 'said.turn': turn, telling: IS_THERE };
        return [
          { filter: { ...fixed, untold: 1 }, update: { $unset: { telling: '', untold: '' } } },
          { filter: fixed, update: { $unset: { telling: '' }, $inc: { untold: -1 } } },
        ];
      }),
    );
  }

  /** How many of them were as they were supposed to be. */
  private async write(updates: { filter: object; update: object }[]): Promise<number> {
    if (updates.length === 0) return 0;
    const writes = updates.map((updateOne) => ({ updateOne }));
    const { matchedCount } = await this.calls.collection.bulkWrite(writes, { ordered: false });
    return matchedCount;
  }
}

const toUntold = (stored: CallDocument): UntoldCall => ({
  call: toCall(stored),
  entries: stored.outbox ?? [],
  ...(stored.said && { said: stored.said }),
  ...(stored.telling && { telling: stored.telling }),
});

const turnOf = ({ said }: UntoldCall): number => said?.turn ?? 0;

const fixingOf = ({ found, news, said }: NewsOfCall): { filter: object; update: object } => {
  const { call, entries } = found;
  const turn = found.said?.turn;
  const isAny = news.length > 0;
  return {
    filter: { _id: call.id, untold: entries.length, 'said.turn': turn ?? IS_NOT, telling: IS_NOT },
    update: {
      $unset: { outbox: '', ...(!isAny && { untold: '' }) },
      $set: {
        ...(said ? { said: { ...said, turn: turnOf(found) + 1 } } : { 'said.turn': turnOf(found) + 1 }),
        ...(isAny && { telling: news, untold: 1 }),
      },
    },
  };
};
