import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { duplicateKeyFields } from '../../database/duplicate-key.js';
import { evidenceUpdate } from '../../database/evidence-update.js';
import type { Call, FailureReason, Submission } from './call.js';
import { callRank, isFinal } from './call-status.js';
import { type CallEvent, evidenceOf } from './call-event.js';
import { CALL_MODEL, type CallDocument, toCall, toStoredPlan, WITHOUT_EVENTS } from './call.schema.js';
import {
  type AttemptMatch,
  type AttemptRef,
  type CallMark,
  CallsRepository,
  type EventOutcome,
} from './calls.repository.js';

/** Far more than one attempt can have; at 100 kB a webhook, replayed ones cannot outgrow a document either. */
const EVENTS_KEPT = 100;

const eventUpdate = (n: number, event: CallEvent): UpdateQuery<CallDocument> => {
  const evidence = evidenceOf(event);
  const { rank } = evidence.greatest;
  const { $max, $min } = evidenceUpdate(evidence, 'attempts.$.');
  return {
    ...($max && { $max: { ...$max, ...(rank !== undefined && { rank: callRank(n, rank) }) } }),
    ...($min && { $min }),
    ...(event.status && isFinal(event.status) && { $pull: { live: n } }),
    $push: { 'attempts.$.events': { $each: [event], $slice: -EVENTS_KEPT } },
  };
};

/** An attempt that is known by its call, and the SID that it has or is to have. */
type NamedAttempt = Required<AttemptRef>;

const isNamed = (ref: AttemptRef): ref is NamedAttempt => ref.callId !== undefined && ref.n !== undefined;

@Injectable()
export class CallsMongoRepository extends CallsRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async insert({ id, plan, ...rest }: Call): Promise<void> {
    const live = rest.attempts.map(({ n }) => n);
    await this.calls.create({
      _id: id,
      ...rest,
      ...(plan && { plan: toStoredPlan(plan) }),
      ...(live.length > 0 && { live }),
    });
  }

  async findById(id: string): Promise<Call | null> {
    const found = await this.calls.findById(id, WITHOUT_EVENTS).lean<CallDocument>();
    return found && toCall(found);
  }

  async findWithEvents(idOrSid: string): Promise<Call | null> {
    const filter = idOrSid.startsWith('CA') ? { sids: idOrSid } : { _id: idOrSid };
    const found = await this.calls.findOne(filter).lean<CallDocument>();
    return found && toCall(found);
  }

  async existsBySid(sid: string): Promise<boolean> {
    return (await this.calls.exists({ sids: sid })) !== null;
  }

  async mark(call: { id: string } | { sid: string }, mark: CallMark): Promise<void> {
    const found = 'id' in call ? { _id: call.id } : { sids: call.sid };
    await this.calls.updateOne({ ...found, [mark]: { $ne: true } }, { $set: { [mark]: true } });
  }

  async applyEvent(ref: AttemptRef, event: CallEvent, checkAt: Date): Promise<EventOutcome> {
    if (isNamed(ref)) {
      // Twilio's own answer is the first to name the SID, as a rule.
      const adopted = event.kind === 'submission' ? await this.adoptSid(ref, event, checkAt) : null;
      if (adopted) return adopted;
      if (await this.writeEvent(ref, { sid: ref.sid }, event, checkAt)) return 'applied';
    }
    const match = await this.findAttempt(ref);
    if (typeof match === 'string') return match;
    const found = { callId: match.callId, n: match.n, sid: ref.sid };
    if (!match.sid)
      return (await this.adoptSid(found, event, checkAt)) ?? this.applyEvent(found, event, checkAt);
    // Found by its SID, or given it just now by another writer: only a second refusal means that the event is known.
    return (await this.writeEvent(found, { sid: ref.sid }, event, checkAt)) ? 'applied' : 'duplicate';
  }

  async markUndialled(
    { callId, n }: { callId: string; n: number },
    submission: Extract<Submission, 'refused' | 'unsent'>,
    reason: FailureReason,
    event: CallEvent,
  ): Promise<void> {
    await this.calls.updateOne(
      { _id: callId, attempts: { $elemMatch: { n, sid: null, submission: 'unknown' } } },
      {
        ...eventUpdate(n, event),
        $set: { 'attempts.$.submission': submission, 'attempts.$.reason': reason },
      },
    );
  }

  async claimDue(now: Date, leaseUntil: Date, limit: number): Promise<Call[]> {
    const due = await this.calls
      .find({ checkAt: { $lte: now } }, WITHOUT_EVENTS)
      .sort({ checkAt: 1 })
      .limit(limit)
      .lean<CallDocument[]>();
    const claim = async ({ _id, checkAt }: CallDocument): Promise<boolean> =>
      (await this.calls.updateOne({ _id, checkAt }, { $set: { checkAt: leaseUntil } })).matchedCount === 1;
    const claimed = await Promise.all(due.map(claim));
    return due.filter((_, i) => claimed[i]).map((call) => toCall({ ...call, checkAt: leaseUntil }));
  }

  async endClaim(id: string, leaseUntil: Date, next: Date | null): Promise<void> {
    const update = next ? { $set: { checkAt: next } } : { $unset: { checkAt: '' } };
    await this.calls.updateOne({ _id: id, checkAt: leaseUntil }, update);
  }

  async countUnknown(to: string, from: Date, until: Date): Promise<number> {
    const attempt = { submission: 'unknown', sid: null, createdAt: { $gte: from, $lte: until } };
    return this.calls.countDocuments({ to, attempts: { $elemMatch: attempt } });
  }

  async findAttempt({ callId, n, sid }: AttemptRef): Promise<AttemptMatch> {
    const fields = { 'attempts.n': 1, 'attempts.sid': 1 };
    const named = callId ? await this.calls.findById(callId, fields).lean<CallDocument>() : null;
    const attempt = named?.attempts.find((each) => each.n === n);
    if (named && attempt) {
      if (attempt.sid && attempt.sid !== sid) return 'mismatched';
      return { callId: named._id, n: attempt.n, sid: attempt.sid };
    }
    const dialled = await this.calls.findOne({ sids: sid }, fields).lean<CallDocument>();
    const owner = dialled?.attempts.find((each) => each.sid === sid);
    return dialled && owner ? { callId: dialled._id, n: owner.n, sid } : 'unknown';
  }

  /**
   * The first event that names a SID gives it to its attempt; a SID that another call has cannot be given. Null where
   * the attempt has a SID already, or is none.
   */
  private async adoptSid(ref: NamedAttempt, event: CallEvent, checkAt: Date): Promise<EventOutcome | null> {
    try {
      return (await this.writeEvent(ref, { sid: null }, event, checkAt)) ? 'adopted' : null;
    } catch (error) {
      if (duplicateKeyFields(error)?.includes('sids')) return 'mismatched';
      throw error;
    }
  }

  private async writeEvent(
    { callId, n, sid }: NamedAttempt,
    known: { sid: string | null },
    event: CallEvent,
    checkAt: Date,
  ): Promise<boolean> {
    // The event that brings the SID is taken even where its key is known: to look again would never end.
    const isNew = known.sid !== null && { 'events.key': { $ne: event.key } };
    const filter: QueryFilter<CallDocument> = {
      _id: callId,
      attempts: { $elemMatch: { n, ...known, ...isNew } },
    };
    const adopting = known.sid === null && {
      $set: { checkAt, 'attempts.$.sid': sid, 'attempts.$.submission': 'accepted' satisfies Submission },
      $addToSet: { sids: sid },
    };
    const result = await this.calls.updateOne(filter, {
      ...eventUpdate(n, event),
      $set: { checkAt },
      ...adopting,
    });
    return result.matchedCount === 1;
  }
}
