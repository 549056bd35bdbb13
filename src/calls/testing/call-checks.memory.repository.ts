import { CallChecksRepository } from '../checks/call-checks.repository.js';
import type { AskedPart, Check, DueCall, Urgency } from '../model/call-check.js';
import type { Call } from '../model/call.js';
import type { CallsMemoryRepository } from './calls.memory.repository.js';

/** The checks of calls that are kept in memory. */
export class CallChecksMemoryRepository extends CallChecksRepository {
  constructor(private readonly calls: CallsMemoryRepository) {
    super();
  }

  async hasDue(now: Date): Promise<boolean> {
    return this.calls.all().some(({ check }) => check && check.at <= now);
  }

  async findDue(urgency: Urgency, now: Date, limit: number): Promise<DueCall[]> {
    return this.calls
      .all()
      .flatMap(({ id, check }) => (check ? [{ id, check }] : []))
      .filter(({ check }) => check.urgency === urgency && check.at <= now)
      .sort((a, b) => a.check.at.getTime() - b.check.at.getTime())
      .slice(0, limit);
  }

  async claim({ id, check: found }: DueCall, leaseUntil: Date): Promise<Call | null> {
    const call = this.calls.stored(id);
    const { check } = call;
    if (check?.urgency !== found.urgency || check.at.getTime() !== found.at.getTime()) return null;
    call.check = { ...check, at: leaseUntil };
    return this.copyOf(id);
  }

  async find(id: string): Promise<Call | null> {
    return (await this.calls.findById(id)) && this.copyOf(id);
  }

  async note(id: string, asked: AskedPart[]): Promise<void> {
    const { attempts } = this.calls.stored(id);
    for (const { n, createdAt, part, asked: how } of asked) {
      const attempt = attempts.find(
        (each) => each.n === n && each.createdAt.getTime() === createdAt.getTime(),
      );
      if (attempt) attempt.asked = { ...attempt.asked, [part]: how };
    }
  }

  async endClaim(id: string, leaseUntil: Date, next: Check | null, asked: AskedPart[]): Promise<void> {
    const call = this.calls.stored(id);
    await this.note(id, asked);
    if (call.check?.at.getTime() !== leaseUntil.getTime()) return;
    if (next) call.check = next;
    else delete call.check;
  }

  async countUnknown(to: string, from: Date, until: Date): Promise<number> {
    const mayBeDialled = ({ attempts }: Call): boolean =>
      attempts.some(
        ({ submission, sid, createdAt }) =>
          submission === 'unknown' && !sid && createdAt >= from && createdAt <= until,
      );
    return this.calls.all().filter((call) => call.to === to && mayBeDialled(call)).length;
  }

  private copyOf(id: string): Call {
    const call = structuredClone(this.calls.stored(id));
    for (const attempt of call.attempts)
      attempt.events = (attempt.events ?? []).map((event) => ({ ...event, params: {} }));
    return call;
  }
}
