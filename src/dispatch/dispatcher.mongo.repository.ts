import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { inTime } from '../common/time/in-time.js';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import type { Tripped } from './breaker.js';
import type { DispatcherRecord } from './dispatcher-record.js';
import { DispatcherRepository } from './dispatcher.repository.js';
import { DISPATCHER_ID, DISPATCHER_MODEL, type DispatcherDocument } from './dispatcher.schema.js';

const ONE = { _id: DISPATCHER_ID };
/** Who leads, or is to lead, asks again by then: what hangs, on a connection that is dead, is not to hold it up. */
const ANSWER_MS = 1_500;
const NOW = { now: true } as const;

/** Fails where there is no answer in time. */
const answered = <T>(asked: Promise<T>): Promise<T> =>
  inTime(ANSWER_MS, asked, () => new Error(`no answer within ${ANSWER_MS} ms`));

const toRecord = ({ _id, ...record }: DispatcherDocument): DispatcherRecord => record;

@Injectable()
export class DispatcherMongoRepository extends DispatcherRepository {
  constructor(@InjectModel(DISPATCHER_MODEL) private readonly dispatchers: Model<DispatcherDocument>) {
    super();
  }

  async find(): Promise<DispatcherRecord> {
    return (await this.read()) ?? this.make();
  }

  async look(isFollower: boolean): Promise<DispatcherRecord> {
    const looking = isFollower ? this.change({}, { $currentDate: { followerSeenAt: true } }) : this.read();
    return (await answered(looking)) ?? this.make();
  }

  take({ term, beat }: DispatcherRecord, next: string, name: string): Promise<DispatcherRecord | null> {
    const taking = this.change(
      { term, beat },
      {
        $set: { term: next, 'leader.name': name },
        $inc: { beat: 1 },
        $currentDate: { ...NOW, 'leader.since': true },
      },
    );
    return answered(taking);
  }

  confirm(term: string): Promise<DispatcherRecord | null> {
    return answered(this.change({ term }, { $inc: { beat: 1 }, $currentDate: NOW }));
  }

  async release(term: string): Promise<void> {
    await this.change({ term }, { $set: { term: null }, $unset: { leader: '' }, $inc: { beat: 1 } });
  }

  async keepTripped(term: string, tripped: Tripped | null): Promise<void> {
    await this.change({ term }, tripped ? { $set: { tripped } } : { $unset: { tripped: '' } });
  }

  async setPaused(isPaused: boolean): Promise<DispatcherRecord> {
    await this.find();
    const changed = isPaused
      ? await this.change({ pausedAt: null }, { $currentDate: { ...NOW, pausedAt: true } })
      : await this.change({ pausedAt: { $ne: null } }, { $unset: { pausedAt: '' }, $currentDate: NOW });
    return changed ?? this.find();
  }

  async countFault(): Promise<void> {
    await this.dispatchers.updateOne(ONE, { $inc: { faults: 1 } });
  }

  async countRules(): Promise<DispatcherRecord> {
    const counting = (): Promise<DispatcherRecord | null> =>
      this.change({}, { $inc: { rules: 1 }, $currentDate: NOW });
    const counted = await counting();
    if (counted) return counted;
    await this.make();
    return (await counting()) ?? this.make();
  }

  private async read(): Promise<DispatcherRecord | null> {
    const found = await this.dispatchers.findById(DISPATCHER_ID).lean<DispatcherDocument>().exec();
    return found && toRecord(found);
  }

  private async change(
    filter: QueryFilter<DispatcherDocument>,
    update: UpdateQuery<DispatcherDocument>,
  ): Promise<DispatcherRecord | null> {
    const changed = await this.dispatchers
      .findOneAndUpdate({ ...filter, ...ONE }, update, { returnDocument: 'after' })
      .lean<DispatcherDocument>()
      .exec();
    return changed && toRecord(changed);
  }

  private async make(): Promise<DispatcherRecord> {
    // SecantusDB stalls where a collection is created, and inserted into, at the same moment.
    await this.dispatchers.init();
    try {
      await this.dispatchers.create({ ...ONE, term: null, beat: 0, faults: 0, now: new Date() });
    } catch (error) {
      // Another instance has just made it.
      if (!duplicateKeyFields(error)) throw error;
    }
    const made = await this.read();
    if (!made) throw new Error('The record of the dispatcher is missing');
    return made;
  }
}
