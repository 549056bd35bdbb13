import type { Attempt, Call } from '../model/call.js';
import type { Skeleton } from '../model/skeleton.js';
import { CallsRepository } from '../model/calls.repository.js';

/** That a recording of the call is complete; that feedback was given. */
export type CallMark = 'hasRecording' | 'hasFeedback';

/** Keeps calls in memory. */
export class CallsMemoryRepository extends CallsRepository {
  private readonly calls = new Map<string, Call>();
  private readonly marks = new Set<string>();
  private readonly countedOut = new Set<string>();
  /** What each call was counted as. */
  readonly results = new Map<string, string[]>();

  /** Also for tests that need a call as it is given. */
  async insert(call: Call): Promise<void> {
    if (this.calls.has(call.id)) throw new Error(`There is a call ${call.id} already`);
    this.calls.set(call.id, structuredClone(call));
  }

  async findById(id: string): Promise<Call | null> {
    const call = this.calls.get(id);
    return call ? this.withoutEvents(call) : null;
  }

  async findNamed(idOrSid: string): Promise<Call | null> {
    const call = this.calls.get(idOrSid) ?? this.owner(idOrSid)?.call;
    return call ? this.withoutEvents(call) : null;
  }

  async findByIds(ids: string[]): Promise<Call[]> {
    return ids.flatMap((id) => this.calls.get(id) ?? []).map((call) => this.withoutEvents(call));
  }

  async findWithEvents(idOrSid: string): Promise<Call | null> {
    const call = this.calls.get(idOrSid) ?? this.owner(idOrSid)?.call;
    if (!call) return null;
    const copy = structuredClone(call);
    for (const attempt of copy.attempts) attempt.events ??= [];
    return { ...copy, steps: copy.steps ?? [] };
  }

  async *findErasedBy(erasureId: string): AsyncGenerator<Call> {
    for (const call of this.all()) if (call.erasedBy === erasureId) yield call;
  }

  async existsBySid(sid: string): Promise<boolean> {
    return this.owner(sid) !== undefined;
  }

  /** For the list of calls and the queue, which are ports of their own. */
  all(isWanted: (call: Call) => boolean = () => true): Call[] {
    return [...this.calls.values()].filter(isWanted).map((call) => this.withoutEvents(call));
  }

  /** Answers how to bring back all that there is now. */
  remember(): () => void {
    const kept = structuredClone({ calls: this.calls, countedOut: this.countedOut });
    return () => {
      this.calls.clear();
      this.countedOut.clear();
      for (const [id, call] of kept.calls) this.calls.set(id, call);
      for (const key of kept.countedOut) this.countedOut.add(key);
    };
  }

  /** The attempt counts no more among those that go on; false where it did not. */
  countOut(id: string, n: number): boolean {
    const key = `${id} ${n}`;
    const wasCounted = !this.countedOut.has(key);
    this.countedOut.add(key);
    return wasCounted;
  }

  countIn(id: string, n: number): void {
    this.countedOut.delete(`${id} ${n}`);
  }

  isCountedOut(id: string, n: number): boolean {
    return this.countedOut.has(`${id} ${n}`);
  }

  setMark(id: string, mark: CallMark): void {
    this.marks.add(`${id} ${mark}`);
  }

  /** Leaves nothing of it but this, and what tells of nobody. */
  erase(call: Call, skeleton: Skeleton): true {
    const {
      ringSeconds: _rings,
      check: _check,
      storeBy: _storeBy,
      storedAt: _storedAt,
      trace: _trace,
      ...rest
    } = call;
    this.calls.set(call.id, structuredClone({ ...rest, ...skeleton, version: call.version + 1 }));
    return true;
  }

  isMarked({ id }: Call, mark: CallMark): boolean {
    return this.marks.has(`${id} ${mark}`);
  }

  /** The call itself, for the ports that change it. */
  find(id: string): Call | undefined {
    return this.calls.get(id);
  }

  stored(id: string): Call {
    const call = this.calls.get(id);
    if (!call) throw new Error(`No call ${id}`);
    return call;
  }

  owner(sid: string): { call: Call; attempt: Attempt } | undefined {
    for (const call of this.calls.values()) {
      const attempt = call.attempts.find((each) => each.sid === sid);
      if (attempt) return { call, attempt };
    }
    return undefined;
  }

  private withoutEvents({ steps: _steps, attempts, ...call }: Call): Call {
    return structuredClone({
      ...call,
      attempts: attempts.map(({ events: _events, ...attempt }) => attempt),
    });
  }
}
