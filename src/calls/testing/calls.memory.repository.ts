import type { Attempt, Call, FailureReason } from '../model/call.js';
import { type CallEvent, foldEvents } from '../model/call-event.js';
import { callRank } from '../model/call-status.js';
import {
  type AttemptMatch,
  type AttemptRef,
  type CallMark,
  CallsRepository,
  type EventOutcome,
} from '../model/calls.repository.js';

/** Keeps calls in memory; an attempt's state is the pure fold of its events, which the database must equal. */
export class CallsMemoryRepository extends CallsRepository {
  private readonly calls = new Map<string, Call>();
  private readonly marks = new Set<string>();

  async insert(call: Call): Promise<void> {
    if (this.calls.has(call.id)) throw new Error(`There is a call ${call.id} already`);
    this.calls.set(call.id, structuredClone(call));
  }

  async findById(id: string): Promise<Call | null> {
    const call = this.calls.get(id);
    return call ? this.withoutEvents(call) : null;
  }

  async findWithEvents(idOrSid: string): Promise<Call | null> {
    const call = this.calls.get(idOrSid) ?? this.owner(idOrSid)?.call;
    if (!call) return null;
    const copy = structuredClone(call);
    for (const attempt of copy.attempts) attempt.events ??= [];
    return copy;
  }

  async existsBySid(sid: string): Promise<boolean> {
    return this.owner(sid) !== undefined;
  }

  async mark(call: { id: string } | { sid: string }, mark: CallMark): Promise<void> {
    const id = 'id' in call ? call.id : this.owner(call.sid)?.call.id;
    if (id) this.marks.add(`${id} ${mark}`);
  }

  /** For the list of calls and the queue, which are ports of their own. */
  all(): Call[] {
    return [...this.calls.values()].map((call) => this.withoutEvents(call));
  }

  isMarked({ id }: Call, mark: CallMark): boolean {
    return this.marks.has(`${id} ${mark}`);
  }

  async applyEvent(ref: AttemptRef, event: CallEvent, checkAt: Date): Promise<EventOutcome> {
    const match = this.match(ref);
    if (typeof match === 'string') return match;
    if (!match.sid && this.owner(ref.sid)) return 'mismatched';
    const attempt = this.attempt(match.callId, match.n);
    if (match.sid && attempt.events?.some(({ key }) => key === event.key)) return 'duplicate';
    Object.assign(attempt, { sid: ref.sid, submission: 'accepted' });
    const call = this.stored(match.callId);
    this.addEvent(call, attempt, event);
    call.checkAt = checkAt;
    return match.sid ? 'applied' : 'adopted';
  }

  async markUndialled(
    { callId, n }: { callId: string; n: number },
    submission: 'refused' | 'unsent',
    reason: FailureReason,
    event: CallEvent,
  ): Promise<void> {
    const attempt = this.attempt(callId, n);
    if (attempt.sid || attempt.submission !== 'unknown') return;
    Object.assign(attempt, { submission, reason });
    this.addEvent(this.stored(callId), attempt, event);
  }

  async claimDue(now: Date, leaseUntil: Date, limit: number): Promise<Call[]> {
    const due = [...this.calls.values()]
      .filter(({ checkAt }) => checkAt && checkAt <= now)
      .sort((a, b) => Number(a.checkAt) - Number(b.checkAt))
      .slice(0, limit);
    for (const call of due) call.checkAt = leaseUntil;
    return due.map((call) => this.withoutEvents(call));
  }

  async endClaim(id: string, leaseUntil: Date, next: Date | null): Promise<void> {
    const call = this.stored(id);
    if (call.checkAt?.getTime() !== leaseUntil.getTime()) return;
    if (next) call.checkAt = next;
    else delete call.checkAt;
  }

  async countUnknown(to: string, from: Date, until: Date): Promise<number> {
    return [...this.calls.values()]
      .filter((call) => call.to === to)
      .filter(({ attempts }) =>
        attempts.some(
          ({ submission, sid, createdAt }) =>
            submission === 'unknown' && !sid && createdAt >= from && createdAt <= until,
        ),
      ).length;
  }

  async findAttempt(ref: AttemptRef): Promise<AttemptMatch> {
    return this.match(ref);
  }

  private match({ callId, n, sid }: AttemptRef): AttemptMatch {
    const named = this.calls.get(callId ?? '')?.attempts.find((each) => each.n === n);
    if (callId && named) {
      return named.sid && named.sid !== sid ? 'mismatched' : { callId, n: named.n, sid: named.sid };
    }
    const owner = this.owner(sid);
    return owner ? { callId: owner.call.id, n: owner.attempt.n, sid } : 'unknown';
  }

  private addEvent(call: Call, attempt: Attempt, event: CallEvent): void {
    attempt.events = [...(attempt.events ?? []), structuredClone(event)];
    Object.assign(attempt, foldEvents(attempt.events));
    call.rank = Math.max(call.rank, callRank(attempt.n, attempt.rank ?? 0));
  }

  /** The call itself, for the queue, which is a port of its own over the same calls. */
  stored(id: string): Call {
    const call = this.calls.get(id);
    if (!call) throw new Error(`No call ${id}`);
    return call;
  }

  private attempt(callId: string, n: number): Attempt {
    const found = this.calls.get(callId)?.attempts.find((each) => each.n === n);
    if (!found) throw new Error(`No attempt ${n} of call ${callId}`);
    return found;
  }

  private owner(sid: string): { call: Call; attempt: Attempt } | undefined {
    for (const call of this.calls.values()) {
      const attempt = call.attempts.find((each) => each.sid === sid);
      if (attempt) return { call, attempt };
    }
    return undefined;
  }

  private withoutEvents(call: Call): Call {
    const copy = structuredClone(call);
    for (const attempt of copy.attempts) delete attempt.events;
    return copy;
  }
}
