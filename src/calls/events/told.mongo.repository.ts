import type { Model, UpdateQuery } from 'mongoose';
import { duplicateKeyFields } from '../../database/duplicate-key.js';
import { findDocument } from '../../database/find-documents.js';
import type { Submission } from '../model/call.js';
import type { Check } from '../model/call-check.js';
import type { CallDocument } from '../model/call.schema.js';
import { type CallEvent, evidenceOf } from '../model/call-event.js';
import type { AttemptRef, CallChange, Undialled } from './call-change.js';
import type { ChangeOutcome, StoredChange } from './change-outcome.js';
import { Interest } from './interest.service.js';
import { entryOf } from './entry-of.js';
import type { OutboxEntry } from '../model/outbox-entry.js';
import { changeOne } from '../../database/change-one.js';
import { DatabaseUnavailableError } from '../../database/database.errors.js';
import type { AttemptMatch, ErasedMatch } from './call-changes.repository.js';
import { UNERASED } from './change-update.js';
import { isNoneOfLater, type Place, placeFor, raisesBy, roomIn, toldUpdate } from './told-update.mongo.js';

/** An attempt that is known by its call, and the SID that it has or is to have. */
type NamedAttempt = AttemptRef & Required<Pick<AttemptRef, 'callId' | 'n'>>;

const isNamed = (ref: AttemptRef): ref is NamedAttempt => ref.callId !== undefined && ref.n !== undefined;

/** What is read of an attempt to find out why an event was not taken. */
const WITH_KEYS = { 'attempts.events.key': 1, later: 1 } as const;

type Look =
  | { found: Exclude<AttemptMatch, string | ErasedMatch>; call: CallDocument }
  | Extract<AttemptMatch, string | ErasedMatch>;

/** Joins what is told of attempts into their calls, and finds the attempt that it is told of. */
export class ToldMongoRepository {
  constructor(
    private readonly calls: Model<CallDocument>,
    private readonly interest: Interest,
  ) {}

  async apply(ref: AttemptRef, event: CallEvent, check: Check, tries = 5): Promise<StoredChange> {
    if (isNamed(ref)) {
      // Twilio's own answer is the first to name the SID, as a rule.
      const adopted = event.kind === 'submission' ? await this.adoptSid(ref, event, check) : null;
      const outcome = adopted ?? ((await this.write(ref, { sid: ref.sid }, event, check)) && 'applied');
      if (outcome) return { outcome, callId: ref.callId };
    }
    const match = await this.look(ref, WITH_KEYS);
    if (typeof match === 'string') return { outcome: match };
    if ('erasedCallId' in match) return { outcome: 'erased' };
    const { callId, n } = match.found;
    const found = { ...ref, callId, n };
    if (!match.found.sid) {
      const outcome = await this.adoptSid(found, event, check);
      return outcome ? { outcome, callId } : this.apply(found, event, check, tries);
    }
    const place = placeFor(n, event, match.call);
    if (!place) return { outcome: 'duplicate', callId };
    if (await this.write(found, { sid: ref.sid }, event, check, place)) return { outcome: 'applied', callId };
    // Another writer was quicker: it told the same, or filled the list.
    if (tries === 0) throw new DatabaseUnavailableError(`Call ${callId} changed each time it was told of`);
    return this.apply(found, event, check, tries - 1);
  }

  applyUndialled(change: Undialled): Promise<boolean> {
    const { callId, n, submission, reason, event } = change;
    const unheard = { n, sid: null, submission: 'unknown' };
    const update = { $set: { 'attempts.$.submission': submission, 'attempts.$.reason': reason } };
    return this.join({ _id: callId }, unheard, event, update, { entry: this.entryOf(change) });
  }

  async findAttempt(ref: AttemptRef): Promise<AttemptMatch> {
    const match = await this.look(ref, {});
    return typeof match === 'string' || 'erasedCallId' in match ? match : match.found;
  }

  private async look({ callId, n, sid }: AttemptRef, also: object): Promise<Look> {
    const fields = { 'attempts.n': 1, 'attempts.sid': 1, erasedAt: 1, ...also };
    const named = callId ? await findDocument(this.calls, { _id: callId }, fields) : null;
    if (named?.erasedAt) return { erasedCallId: named._id };
    const attempt = named?.attempts.find((each) => each.n === n);
    if (named && attempt) {
      if (attempt.sid && attempt.sid !== sid) return 'mismatched';
      return { found: { callId: named._id, n: attempt.n, sid: attempt.sid }, call: named };
    }
    const dialled = await findDocument(this.calls, { sids: sid }, fields);
    if (dialled?.erasedAt) return { erasedCallId: dialled._id };
    const owner = dialled?.attempts.find((each) => each.sid === sid);
    return dialled && owner ? { found: { callId: dialled._id, n: owner.n, sid }, call: dialled } : 'unknown';
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
    place: Place = 'list',
  ): Promise<boolean> {
    // The event that brings the SID is taken even where its key is known: to look again would never end.
    const isNew = known.sid !== null && { 'events.key': { $ne: event.key }, ...roomIn(place) };
    const adopting = known.sid === null && {
      $set: { check, 'attempts.$.sid': sid, 'attempts.$.submission': 'accepted' satisfies Submission },
      $addToSet: { sids: sid },
    };
    const attempt = { n, ...known, ...isNew };
    const call = { _id: callId, ...(known.sid !== null && isNoneOfLater(place, n, event)) };
    const ref = { callId, n, sid };
    const entry = this.entryOf({ kind: 'told', ref, event, check }, n);
    return this.join(call, attempt, event, { $set: { check }, ...adopting }, { hasPlan, place, entry });
  }

  private entryOf(change: CallChange, n?: number): OutboxEntry | null {
    return this.interest.isThere ? entryOf(change, n) : null;
  }

  /** Writes the event once, by what an end of its attempt means for the call. */
  private async join(
    call: { _id: string } & Record<string, unknown>,
    attempt: { n: number } & Record<string, unknown>,
    event: CallEvent,
    update: UpdateQuery<CallDocument>,
    {
      hasPlan,
      place = 'list',
      entry,
    }: { hasPlan?: boolean | undefined; place?: Place; entry: OutboxEntry | null },
  ): Promise<boolean> {
    for (const raise of raisesBy(evidenceOf(event).greatest.rank, hasPlan)) {
      const told = toldUpdate(attempt.n, event, raise, place, entry);
      const isChanged = await changeOne(
        this.calls,
        { ...call, ...UNERASED, attempts: { $elemMatch: { ...attempt, ...raise.attempt } }, ...raise.calls },
        { ...told, ...update, $addToSet: { ...told.$addToSet, ...update.$addToSet } },
      );
      if (isChanged) return true;
    }
    return false;
  }
}
