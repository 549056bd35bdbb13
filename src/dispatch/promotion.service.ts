import { Injectable } from '@nestjs/common';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { PaceService } from '../pace/pace.service.js';
import { placeOf } from './turn.js';
import { TurnsService } from './turns.service.js';

/** So many calls are given turns at a time; few where another instance does most of it, for both would write the same. */
const BATCH = 250;
const BATCH_OF_OTHERS = 50;
/** Where there are more, so many of those that became due last are among them: they may be other users'. */
const FROM_THE_END = 50;

export interface Promoted {
  /** Calls that were found due, whoever gave them their turns. */
  due: number;
  /** There are more of them. */
  isBacklog: boolean;
  /** When the next call is due, as far as was looked ahead. */
  nextAt?: Date;
}

/** Gives calls that have become due their turns. */
@Injectable()
export class PromotionService {
  constructor(
    private readonly queue: CallQueueService,
    private readonly turns: TurnsService,
    private readonly pace: PaceService,
    private readonly attempts: AttemptsService,
  ) {}

  /** Takes the calls that are due, a bounded number of them, and looks this far ahead for the next one. */
  async promote(lookAheadMs: number): Promise<Promoted> {
    const now = new Date();
    const batch = this.pace.mayLead ? BATCH : BATCH_OF_OTHERS;
    const found = await this.queue.findDue(new Date(now.getTime() + lookAheadMs), batch);
    const due = found.filter(({ queue }) => queue?.dueAt && queue.dueAt <= now);
    const isBacklog = due.length === batch;
    const last = isBacklog ? await this.queue.findDue(now, FROM_THE_END, 'last') : [];
    const calls = new Map([...due, ...last].map((call) => [call.id, call]));
    if (due.length > 0) await this.giveTurns([...calls.values()]);
    return { due: due.length, isBacklog, nextAt: found[due.length]?.queue?.dueAt };
  }

  private async giveTurns(due: Call[]): Promise<void> {
    const passed = await Promise.all(due.map((call) => this.attempts.pass(call, call.queue?.fence ?? 0)));
    const calls = due.filter((_, i) => passed[i]);
    const wanted = new Map<string, number>();
    for (const { userExternalId: user } of calls) wanted.set(user, (wanted.get(user) ?? 0) + 1);
    const { current } = await this.pace.state();
    const next = await this.turns.take(wanted, current);
    // Where another instance is quicker the turn is lost, which harms nobody.
    await this.queue.giveTurns(calls.flatMap((call) => turnOf(call, next)));
  }
}

/** The user's next turn for this call. */
const turnOf = (call: Call, next: Map<string, number>): { id: string; dueAt: Date; turn: number }[] => {
  const { id, userExternalId: user, queue } = call;
  const turn = next.get(user);
  if (turn === undefined || !queue?.dueAt) return [];
  next.set(user, turn + 1);
  return [{ id, dueAt: queue.dueAt, turn: placeOf(call, turn) }];
};
