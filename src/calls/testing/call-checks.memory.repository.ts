import { CallChecksRepository } from '../checks/call-checks.repository.js';
import type { AskedPart, Check, Urgency } from '../model/call-check.js';
import type { Call } from '../model/call.js';
import type { CallsMemoryRepository } from './calls.memory.repository.js';

/** The checks of calls that are kept in memory. */
export class CallChecksMemoryRepository extends CallChecksRepository {
  constructor(private readonly calls: CallsMemoryRepository) {
    super();
  }

  async claimDue(urgency: Urgency, now: Date, leaseUntil: Date, limit: number): Promise<Call[]> {
    const due = this.calls
      .all()
      .filter(({ check }) => check && check.urgency === urgency && check.at <= now)
      .sort((a, b) => Number(a.check?.at) - Number(b.check?.at))
      .slice(0, limit);
    for (const { id } of due) this.calls.stored(id).check = { urgency, at: leaseUntil };
    return due.map(({ id }) => this.copyOf(id));
  }

  async find(id: string): Promise<Call | null> {
    return (await this.calls.findById(id)) && this.copyOf(id);
  }

  async note(id: string, asked: AskedPart[]): Promise<void> {
    const { attempts } = this.calls.stored(id);
    for (const { n, part, asked: how } of asked) {
      const attempt = attempts[n - 1];
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
