import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common/domain-error.js';
import { CallControlService } from '../control/call-control.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type CallFilter } from '../list/call-list.js';
import { CallListRepository } from '../list/call-list.repository.js';
import type { Call } from '../model/call.js';
import { CallChangingError } from '../model/call.errors.js';
import { CallsRepository } from '../model/calls.repository.js';
import { hasEnded } from '../model/has-ended.js';
import { skeletonOf } from '../model/skeleton.js';
import type { WhoseCalls } from './whose-calls.js';

/** So many calls are erased together. */
const AT_ONCE = 20;
/** What is told of a call at that moment changes it. */
const TRIES = 8;

/** What came of the wish to end them all. */
export interface Ended {
  ended: Call[];
  /** How many go on, or may. */
  going: number;
  /** Why one of them could not be ended. */
  problem?: string;
}

/** Finds the calls of somebody, ends them, and takes out of them what tells of a person. */
@Injectable()
export class CallErasureService {
  constructor(
    private readonly lists: CallListRepository,
    private readonly calls: CallsRepository,
    private readonly control: CallControlService,
    private readonly events: CallEventsService,
  ) {}

  /** Those that were asked for before then, some at a time, newest first. Those that are erased meanwhile are found no more. */
  async *find({ handles, numbers }: WhoseCalls, until: Date): AsyncGenerator<Call[]> {
    if (handles.length > 0) yield* this.list({ userHandles: handles, until });
    for (const to of numbers) yield* this.list({ to, until });
  }

  /** Those that this erasure has erased, some at a time. */
  async *findErased(erasureId: string): AsyncGenerator<Call[]> {
    let calls: Call[] = [];
    for await (const call of this.calls.findErasedBy(erasureId)) {
      calls.push(call);
      if (calls.length < AT_ONCE) continue;
      yield calls;
      calls = [];
    }
    if (calls.length > 0) yield calls;
  }

  /** Cancels those that wait, and hangs up on those that go on. Throws no failure of Twilio. */
  async end(calls: Call[]): Promise<Ended> {
    const found: Ended = { ended: [], going: 0 };
    for (const call of calls) {
      const problem = hasEnded(call) ? undefined : await this.hangUp(call.id);
      const now = hasEnded(call) ? call : await this.calls.findById(call.id);
      if (now && hasEnded(now)) found.ended.push(now);
      else if (now) Object.assign(found, { going: found.going + 1, ...(problem && { problem }) });
    }
    return found;
  }

  /** The call in full, what Twilio told of it too; null where there is none, or nothing is left of it. */
  async read(id: string): Promise<Call | null> {
    const call = await this.calls.findWithEvents(id);
    return call?.erasedAt ? null : call;
  }

  /** Of a call that has ended. Done before, it changes nothing. Throws CallChangingError. */
  async erase(id: string, erasedBy: string, erasedAt = new Date()): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const call = await this.read(id);
      if (!call) return;
      const { version } = call;
      const isErased = await this.events.apply({
        kind: 'erased',
        callId: id,
        version,
        skeleton: skeletonOf(call, { erasedBy, erasedAt }),
      });
      if (isErased) return;
    }
    throw new CallChangingError('erased');
  }

  private async *list(filter: CallFilter): AsyncGenerator<Call[]> {
    let list = await this.lists.find(filter, { page: 1, pageSize: AT_ONCE, total: 'none' });
    for (;;) {
      if (list.data.length > 0) yield list.data;
      if (!list.next) return;
      list = await this.lists.find(filter, { after: list.next, pageSize: AT_ONCE });
    }
  }

  /** Too late, or too early: what it is then tells which. Why it failed, where that is Twilio's doing. */
  private async hangUp(id: string): Promise<string | undefined> {
    try {
      await this.control.end(id, 'hangup');
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return error.kind === 'conflict' ? undefined : error.message;
    }
  }
}
