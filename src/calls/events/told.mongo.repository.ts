import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { duplicateKeyFields } from '../../database/duplicate-key.js';
import { eventPush } from '../../database/event-push.js';
import { evidenceUpdate } from '../../database/evidence-update.js';
import { findDocument } from '../../database/find-documents.js';
import type { Submission } from '../model/call.js';
import type { Check } from '../model/call-check.js';
import type { CallDocument } from '../model/call.schema.js';
import { type CallEvent, evidenceOf, tellsEnd } from '../model/call-event.js';
import { callRank, isFinal, restingRank, statusOfRank } from '../model/call-status.js';
import type { AttemptRef, Undialled } from './call-change.js';
import type { ChangeOutcome, StoredChange } from './change-outcome.js';
import { changeOne } from '../../database/change-one.js';
import type { AttemptMatch } from './call-changes.repository.js';

/** An attempt that is known by its call, and the SID that it has or is to have. */
type NamedAttempt = AttemptRef & Required<Pick<AttemptRef, 'callId' | 'n'>>;

const isNamed = (ref: AttemptRef): ref is NamedAttempt => ref.callId !== undefined && ref.n !== undefined;

/** Of a call with a plan another attempt may follow, until the call is over: that it is for ever. */
const MAY_GO_ON: QueryFilter<CallDocument> = { plan: { $ne: null }, over: null };
const IS_OVER: QueryFilter<CallDocument> = { over: { $ne: null } };
const HAS_NO_PLAN: QueryFilter<CallDocument> = { plan: null };

/** How far what is told of an attempt brings these of the calls, and whether their attempt goes on then. */
interface Raise {
  calls?: QueryFilter<CallDocument>;
  attempt?: { rank: object };
  rank?: number;
  live?: '$addToSet' | '$pull';
}

const raisesBy = (rank: number | undefined, hasPlan?: boolean): Raise[] => {
  if (rank === undefined) return [{}];
  if (isFinal(statusOfRank(rank))) {
    const goesOn: Raise = { calls: MAY_GO_ON, rank: restingRank(rank), live: '$pull' };
    const hasNone: Raise = { calls: HAS_NO_PLAN, rank, live: '$pull' };
    const isOver: Raise = { calls: IS_OVER, rank, live: '$pull' };
    // The first of them does for nearly every call, where it is known whether it has a plan.
    return hasPlan === false ? [hasNone, goesOn, isOver] : [goesOn, hasNone, isOver];
  }
  // One that had counted as failed goes on after all; one that stands further already may have ended.
  return [
    { attempt: { rank: { $lt: rank } }, rank, live: '$addToSet' },
    { attempt: { rank: { $gte: rank } }, rank },
  ];
};

const eventUpdate = (n: number, event: CallEvent, { rank, live }: Raise): UpdateQuery<CallDocument> => {
  const { $max, $min } = evidenceUpdate(evidenceOf(event), 'attempts.$.');
  return {
    $inc: { version: 1, uncounted: 1 },
    $currentDate: { changedAt: true },
    ...($max && { $max: { ...$max, ...(rank !== undefined && { rank: callRank(n, rank) }) } }),
    ...($min && { $min }),
    ...(live && { [live]: { live: n } }),
    $push: { 'attempts.$.events': eventPush(event, tellsEnd(event)) },
  };
};

/** Joins what is told of attempts into their calls, and finds the attempt that it is told of. */
export class ToldMongoRepository {
  constructor(private readonly calls: Model<CallDocument>) {}

  async apply(ref: AttemptRef, event: CallEvent, check: Check): Promise<StoredChange> {
    if (isNamed(ref)) {
      // Twilio's own answer is the first to name the SID, as a rule.
      const adopted = event.kind === 'submission' ? await this.adoptSid(ref, event, check) : null;
      const outcome = adopted ?? ((await this.write(ref, { sid: ref.sid }, event, check)) && 'applied');
      if (outcome) return { outcome, callId: ref.callId };
    }
    const match = await this.findAttempt(ref);
    if (typeof match === 'string') return { outcome: match };
    const { callId, n } = match;
    const found = { ...ref, callId, n };
    if (!match.sid) {
      const outcome = await this.adoptSid(found, event, check);
      return outcome ? { outcome, callId } : this.apply(found, event, check);
    }
    // Found by its SID, or given it just now by another writer: only a second refusal means that the event is known.
    const applied = await this.write(found, { sid: ref.sid }, event, check);
    return { outcome: applied ? 'applied' : 'duplicate', callId };
  }

  applyUndialled({ callId, n, submission, reason, event }: Undialled): Promise<boolean> {
    const unheard = { n, sid: null, submission: 'unknown' };
    return this.join(callId, unheard, event, {
      $set: { 'attempts.$.submission': submission, 'attempts.$.reason': reason },
    });
  }

  async findAttempt({ callId, n, sid }: AttemptRef): Promise<AttemptMatch> {
    const fields = { 'attempts.n': 1, 'attempts.sid': 1 };
    const named = callId ? await findDocument(this.calls, { _id: callId }, fields) : null;
    const attempt = named?.attempts.find((each) => each.n === n);
    if (named && attempt) {
      if (attempt.sid && attempt.sid !== sid) return 'mismatched';
      return { callId: named._id, n: attempt.n, sid: attempt.sid };
    }
    const dialled = await findDocument(this.calls, { sids: sid }, fields);
    const owner = dialled?.attempts.find((each) => each.sid === sid);
    return dialled && owner ? { callId: dialled._id, n: owner.n, sid } : 'unknown';
  }

  /**
   * The first event that names a SID gives it to its attempt; a SID that another call has cannot be given. Null where
   * the attempt has a SID already, or is none.
   */
  private async adoptSid(ref: NamedAttempt, event: CallEvent, check: Check): Promise<ChangeOutcome | null> {
    try {
      return (await this.write(ref, { sid: null }, event, check)) ? 'adopted' : null;
    } catch (error) {
      if (duplicateKeyFields(error)?.includes('sids')) return 'mismatched';
      throw error;
    }
  }

  private async write(
    { callId, n, sid, hasPlan }: NamedAttempt,
    known: { sid: string | null },
    event: CallEvent,
    check: Check,
  ): Promise<boolean> {
    // The event that brings the SID is taken even where its key is known: to look again would never end.
    const isNew = known.sid !== null && { 'events.key': { $ne: event.key } };
    const adopting = known.sid === null && {
      $set: { check, 'attempts.$.sid': sid, 'attempts.$.submission': 'accepted' satisfies Submission },
      $addToSet: { sids: sid },
    };
    const attempt = { n, ...known, ...isNew };
    return this.join(callId, attempt, event, { $set: { check }, ...adopting }, hasPlan);
  }

  /** Writes the event once, by what an end of its attempt means for the call. */
  private async join(
    callId: string,
    attempt: { n: number } & Record<string, unknown>,
    event: CallEvent,
    update: UpdateQuery<CallDocument>,
    hasPlan?: boolean,
  ): Promise<boolean> {
    for (const raise of raisesBy(evidenceOf(event).greatest.rank, hasPlan)) {
      const told = eventUpdate(attempt.n, event, raise);
      const isChanged = await changeOne(
        this.calls,
        { _id: callId, attempts: { $elemMatch: { ...attempt, ...raise.attempt } }, ...raise.calls },
        { ...told, ...update, $addToSet: { ...told.$addToSet, ...update.$addToSet } },
      );
      if (isChanged) return true;
    }
    return false;
  }
}
