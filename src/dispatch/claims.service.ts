import { Injectable } from '@nestjs/common';
import type { Call } from '../calls/call.js';
import { CallQueueService } from '../calls/call-queue.service.js';
import { PlanCheckService } from './plan-check.service.js';

/** Much longer than a claimed call waits for its slot; a killed instance's calls are taken over after it. */
const LEASE_MS = 30_000;
/** After a collision with another instance, calls are picked by chance among so many times those wanted. */
const CHOICE = 3;
/** Turns so far beyond the last one are looked at first: what a short range holds is found soon, on every server. */
const STRIDE = 200;

/** A call that this instance alone may dial, while its lease lasts. */
export interface ClaimedCall {
  call: Call;
  fence: number;
  /** Its place in the queue when it was claimed. */
  place: number;
  leaseUntil: Date;
}

const shuffled = <T>(items: T[]): T[] =>
  items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);

/** Claims ready calls for this instance, and gives them back. */
@Injectable()
export class ClaimsService {
  private hasCollided = false;
  private lastPlace = 0;

  constructor(
    private readonly queue: CallQueueService,
    private readonly plans: PlanCheckService,
  ) {}

  /** Claims up to so many of the next calls; `found` says whether there were any, whoever got them. */
  async claim(count: number): Promise<{ claimed: ClaimedCall[]; found: boolean }> {
    const choice = this.hasCollided ? CHOICE : 1;
    const ready = await this.findReady(count * choice);
    const chosen = choice > 1 ? shuffled(ready).slice(0, count) : ready;
    this.hasCollided = false;
    const claimed = await Promise.all(chosen.map((call) => this.claimOne(call)));
    return { claimed: claimed.filter((each) => each !== null), found: ready.length > 0 };
  }

  /** Gives a call back at its place, for any instance. */
  async giveBack({ call, fence, place }: ClaimedCall): Promise<void> {
    await this.queue.giveBack(call.id, fence, place);
  }

  private async findReady(limit: number): Promise<Call[]> {
    const near = await this.queue.findReady(limit, this.lastPlace + STRIDE);
    const ready = near.length > 0 ? near : await this.queue.findReady(limit);
    this.lastPlace = ready[0]?.queue?.turn ?? this.lastPlace;
    return ready;
  }

  private async claimOne(call: Call): Promise<ClaimedCall | null> {
    const leaseUntil = new Date(Date.now() + LEASE_MS);
    const place = call.queue?.turn ?? 0;
    const fence = await this.queue.claim(call, leaseUntil);
    if (fence === null) this.hasCollided = true;
    if (fence === null || !(await this.plans.pass(call, fence))) return null;
    return { call, fence, place, leaseUntil };
  }
}
