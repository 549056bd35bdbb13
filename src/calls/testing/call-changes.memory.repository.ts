import { DatabaseUnavailableError } from '../../database/database.errors.js';
import type { Call, Wait } from '../model/call.js';
import { isStoredLate } from '../model/not-taken.js';
import { foldEvents } from '../model/call-event.js';
import { callRank, rankOf, restingRank } from '../model/call-status.js';
import type { CallStep } from '../model/call-step.js';
import { wasWished } from '../model/wish.js';
import type { AttemptRef, CallChange, Told, Unclear, Undialled } from '../events/call-change.js';
import type { StoredChange } from '../events/change-outcome.js';
import { rescheduledStep } from '../events/rescheduled.js';
import { type AttemptMatch, CallChangesRepository } from '../events/call-changes.repository.js';
import type { CallsMemoryRepository } from './calls.memory.repository.js';

type ChangeOfOne = Exclude<CallChange, { kind: 'requested' | 'told' }>;

/** Changes calls that are kept in memory; an attempt's state is the pure fold of its events, which the database must equal. */
export class CallChangesMemoryRepository extends CallChangesRepository {
  /** `now` is the database's clock. */
  constructor(
    private readonly calls: CallsMemoryRepository,
    private readonly now = (): Date => new Date(),
  ) {
    super();
  }

  async store(change: CallChange): Promise<StoredChange> {
    if (change.kind === 'told') return this.tell(change);
    if (change.kind === 'requested') {
      await this.insert(change.call);
      return { outcome: 'applied', callId: change.call.id };
    }
    const call = this.calls.find(change.callId);
    if (!call || call.erasedAt || !this.change(call, change))
      return { outcome: 'refused', callId: change.callId };
    call.version += 1;
    return { outcome: 'applied', callId: call.id };
  }

  async findAttempt(ref: AttemptRef): Promise<AttemptMatch> {
    return this.match(ref);
  }

  private async insert(call: Call): Promise<void> {
    const stored = call.storeBy ? { ...call, storedAt: this.now() } : call;
    await this.calls.insert(stored);
    if (isStoredLate(stored)) throw new DatabaseUnavailableError(`It took too long to store call ${call.id}`);
  }

  private match({ callId, n, sid }: AttemptRef): AttemptMatch {
    const call = this.calls.find(callId ?? '');
    if (call?.erasedAt) return { erasedCallId: call.id };
    const named = call?.attempts.find((each) => each.n === n);
    if (callId && named) {
      return named.sid && named.sid !== sid ? 'mismatched' : { callId, n: named.n, sid: named.sid };
    }
    const owner = this.calls.owner(sid);
    if (owner?.call.erasedAt) return { erasedCallId: owner.call.id };
    return owner ? { callId: owner.call.id, n: owner.attempt.n, sid } : 'unknown';
  }

  private tell({ ref, event, check }: Told): StoredChange {
    const match = this.match(ref);
    if (typeof match === 'string') return { outcome: match };
    if ('erasedCallId' in match) return { outcome: 'erased' };
    const { callId } = match;
    if (!match.sid && this.calls.owner(ref.sid)) return { outcome: 'mismatched' };
    const call = this.calls.stored(callId);
    const attempt = call.attempts.find((each) => each.n === match.n)!;
    if (match.sid && attempt.events?.some(({ key }) => key === event.key))
      return { outcome: 'duplicate', callId };
    if (!match.sid && event.status) this.calls.countIn(callId, match.n);
    Object.assign(attempt, { sid: ref.sid, submission: 'accepted' });
    this.addEvent(call, match.n, event);
    call.check = check;
    call.version += 1;
    return { outcome: match.sid ? 'applied' : 'adopted', callId };
  }

  /** Whether the call was as the change supposes; then it is changed. */
  private change(call: Call, change: ChangeOfOne): boolean {
    switch (change.kind) {
      case 'dialling':
        return this.dial(call, change);
      case 'undialled':
        return this.undial(call, change);
      case 'undone':
        if (!this.isResting(call, change.n) || !this.isUnheard(call, change.n)) return false;
        if (call.attempts[change.n - 1]?.key !== change.key) return false;
        call.attempts.pop();
        if (change.n === 1) delete call.check;
        else call.check = { urgency: 1, at: change.at };
        call.rank = callRank(change.n, rankOf(change.hasPlan ? 'queued' : 'initiated', 'atlas'));
        this.note(call, { kind: 'undone', at: change.at, n: change.n, reason: change.reason });
        return this.wait(call, change.wait, change.at);
      case 'postponed':
        if (!call.wait || call.version !== change.version) return false;
        return this.wait(call, change.wait, change.at);
      case 'rescheduled':
        return this.reschedule(call, change);
      case 'sealed':
        return call.version === change.version;
      case 'unclear':
        return this.mark(call, change);
      case 'traceless':
        return this.isUnheard(call, change.n) && this.calls.countOut(call.id, change.n);
      case 'requeued':
        if (!this.isRestingAt(call, change) || call.wish) return false;
        this.raise(call, change.n + 1, rankOf('queued', 'atlas'));
        return this.wait(call, change.wait, change.at);
      case 'finished':
        if (!this.isRestingAt(call, change)) return false;
        this.raise(call, change.n, change.rank);
        return this.end(call, change.over);
      case 'ended':
        return this.endWaiting(call, change);
      case 'wished':
        if (call.attempts.length !== change.attempts || call.wait) return false;
        if ((call.over && !change.isLive) || wasWished(call, change.wish.kind)) return false;
        return this.wish(call, change.wish);
      case 'recorded':
        if (change.isComplete) this.calls.setMark(call.id, 'hasRecording');
        return true;
      case 'rated':
        this.calls.setMark(call.id, 'hasFeedback');
        this.note(call, { kind: 'feedback', at: change.at });
        return true;
      case 'erased':
        if (call.wait || call.version !== change.version) return false;
        return this.calls.erase(call, change.skeleton);
    }
  }

  private dial(call: Call, { version, attempt, check }: Extract<CallChange, { kind: 'dialling' }>): boolean {
    if (!call.wait || call.version !== version || call.wish) return false;
    if (call.attempts.length !== attempt.n - 1) return false;
    call.attempts.push({ ...attempt });
    delete call.wait;
    this.raise(call, attempt.n, attempt.rank ?? 0);
    call.check = check;
    return true;
  }

  private reschedule(call: Call, change: Extract<CallChange, { kind: 'rescheduled' }>): boolean {
    if (!call.wait || call.version !== change.version || call.wish) return false;
    if (call.attempts.length !== change.attempts) return false;
    const { plan, content, recordingEnabled, ringSeconds, wait } = change;
    if (plan && change.attempts === 0) call.rank = callRank(1, rankOf('queued', 'atlas'));
    delete call.ringSeconds;
    Object.assign(call, {
      content,
      recordingEnabled,
      wait: { ...wait },
      ...(plan && { plan }),
      ...(ringSeconds !== undefined && { ringSeconds }),
    });
    this.note(call, rescheduledStep(change));
    return true;
  }

  private undial(call: Call, { n, submission, reason, event }: Undialled): boolean {
    if (!this.isUnheard(call, n)) return false;
    Object.assign(call.attempts[n - 1]!, { submission, reason });
    this.addEvent(call, n, event);
    return true;
  }

  private endWaiting(call: Call, change: Extract<CallChange, { kind: 'ended' }>): boolean {
    if (!call.wait || call.attempts.length !== change.attempts) return false;
    if (change.version !== undefined && change.version !== call.version) return false;
    delete call.wait;
    this.raise(call, change.attempts + 1, rankOf(change.status, 'atlas'));
    if (change.wish) this.wish(call, change.wish);
    return this.end(call, change.over);
  }

  private end(call: Call, over: NonNullable<Call['over']>): true {
    const { at, ...reason } = over;
    call.over = over;
    this.note(call, { kind: 'over', at, reason });
    return true;
  }

  private wish(call: Call, wish: NonNullable<Call['wish']>): true {
    const { kind, at } = call.wish ?? wish;
    const isStronger = kind === 'hangup' || wish.kind === 'hangup';
    call.wish = { kind: isStronger ? 'hangup' : 'cancel', at: at < wish.at ? at : wish.at };
    this.note(call, { kind: wish.kind, at: wish.at });
    return true;
  }

  private mark(call: Call, { key, checkAt }: Unclear): boolean {
    const attempt = call.attempts.find((each) => each.key === key);
    if (!attempt || !this.isUnheard(call, attempt.n)) return false;
    attempt.isUnclear = true;
    if (call.check && call.check.at > checkAt) call.check = { ...call.check, at: checkAt };
    return true;
  }

  private wait(call: Call, wait: Wait, at: Date): true {
    const { dueAt, why } = wait;
    call.wait = { ...wait };
    this.note(call, { kind: 'waiting', at, why, until: dueAt });
    return true;
  }

  private note(call: Call, step: CallStep): void {
    call.steps = [...(call.steps ?? []), step];
  }

  private addEvent(call: Call, n: number, event: Told['event']): void {
    const attempt = call.attempts.find((each) => each.n === n)!;
    attempt.events = [...(attempt.events ?? []), structuredClone(event)];
    Object.assign(attempt, foldEvents(attempt.events));
    const rank = attempt.rank ?? 0;
    this.raise(call, n, call.plan && !call.over ? restingRank(rank) : rank);
  }

  private isResting({ attempts, wait, over }: Call, n: number): boolean {
    return attempts.length === n && !wait && !over;
  }

  /** The same, after an attempt that still has this rank. */
  private isRestingAt(call: Call, { n, rank }: { n: number; rank: number }): boolean {
    return this.isResting(call, n) && call.attempts[n - 1]?.rank === rank;
  }

  private isUnheard({ attempts }: Call, n: number): boolean {
    const attempt = attempts.find((each) => each.n === n);
    return attempt !== undefined && !attempt.sid && attempt.submission === 'unknown';
  }

  private raise(call: Call, n: number, rank: number): void {
    call.rank = Math.max(call.rank, callRank(n, rank));
  }
}
