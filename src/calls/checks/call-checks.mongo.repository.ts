import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import { type AskedPart, type Check, type DueCall, URGENCIES, type Urgency } from '../model/call-check.js';
import { CALL_MODEL, type CallDocument, toCall } from '../model/call.schema.js';
import type { Call } from '../model/call.js';
import { CallChecksRepository } from './call-checks.repository.js';

/** A range that is open at one end would also match what has no such field. */
const EARLIEST = new Date(0);
/** The events' fields are long, and are not needed to know what is left to learn. */
const WITHOUT_PARAMS = { 'attempts.events.params': 0 } as const;

const toCheckedCall = (found: CallDocument): Call => {
  const call = toCall(found);
  for (const attempt of call.attempts)
    attempt.events = (attempt.events ?? []).map((event) => ({ ...event, params: {} }));
  return call;
};

type Notes = Record<string, AskedPart['asked']>;

/** The n-th attempt is at index n - 1, for attempts are made in order. */
const notesOf = (asked: AskedPart[]): Notes =>
  Object.fromEntries(asked.map(({ n, part, asked: how }) => [`attempts.${n - 1}.asked.${part}`, how]));

/** A call that has all these attempts: one of them may have been undone meanwhile, and another have its number. */
const havingAll = (id: string, asked: AskedPart[]): QueryFilter<CallDocument> => ({
  _id: id,
  ...Object.fromEntries(
    asked.flatMap(({ n, createdAt }): [string, number | Date][] => [
      [`attempts.${n - 1}.n`, n],
      [`attempts.${n - 1}.createdAt`, createdAt],
    ]),
  ),
});

@Injectable()
export class CallChecksMongoRepository extends CallChecksRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async findDue(urgency: Urgency, now: Date, limit: number): Promise<DueCall[]> {
    const due = await this.calls
      .find({ 'check.urgency': urgency, 'check.at': { $gte: EARLIEST, $lte: now } }, { 'check.at': 1 })
      .sort({ 'check.at': 1 })
      .limit(limit)
      .lean<CallDocument[]>();
    return due.flatMap(({ _id, check }) => (check ? [{ id: _id, check: { urgency, at: check.at } }] : []));
  }

  async hasDue(now: Date): Promise<boolean> {
    const due = { 'check.urgency': { $in: [...URGENCIES] }, 'check.at': { $gte: EARLIEST, $lte: now } };
    return (await this.calls.exists(due)) !== null;
  }

  async claim({ id, check }: DueCall, leaseUntil: Date): Promise<Call | null> {
    const seen = { _id: id, 'check.urgency': check.urgency, 'check.at': check.at };
    const { matchedCount } = await this.calls.updateOne(seen, { $set: { 'check.at': leaseUntil } });
    return matchedCount === 1 ? this.find(id) : null;
  }

  async find(id: string): Promise<Call | null> {
    const found = await this.calls.findById(id, WITHOUT_PARAMS).lean<CallDocument>();
    return found && toCheckedCall(found);
  }

  async note(id: string, asked: AskedPart[]): Promise<void> {
    if (asked.length === 0) return;
    const { matchedCount } = await this.calls.updateOne(havingAll(id, asked), { $set: notesOf(asked) });
    if (matchedCount === 0 && asked.length > 1) for (const each of asked) await this.note(id, [each]);
  }

  async endClaim(id: string, leaseUntil: Date, next: Check | null, asked: AskedPart[]): Promise<void> {
    if (await this.endWith(id, leaseUntil, next, asked)) return;
    await this.note(id, asked);
    await this.endWith(id, leaseUntil, next, []);
  }

  private async endWith(id: string, leaseUntil: Date, next: Check | null, asked: AskedPart[]) {
    const notes = notesOf(asked);
    const update = next
      ? { $set: { ...notes, check: next } }
      : { $set: notes, $unset: { check: '' as const } };
    const claimed = { ...havingAll(id, asked), 'check.at': leaseUntil };
    const { matchedCount } = await this.calls.updateOne(claimed, update);
    return matchedCount === 1;
  }

  async countUnknown(to: string, from: Date, until: Date): Promise<number> {
    const attempt = { submission: 'unknown', sid: null, createdAt: { $gte: from, $lte: until } };
    return this.calls.countDocuments({ to, attempts: { $elemMatch: attempt } });
  }
}
