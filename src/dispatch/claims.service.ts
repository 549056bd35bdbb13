import { Injectable, Logger } from '@nestjs/common';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';

/** Much longer than a claimed call waits for its slot; a killed instance's calls are taken over after it. */
const LEASE_MS = 30_000;
/** For so long after a collision with another instance, calls are picked by chance among so many times those wanted. */
const APART_MS = 2_000;
const CHOICE = 4;
/** At most so far beyond the last place seen is looked first: what a short range holds is found soon, on every server. */
const MOST_REACH = 512;

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
  private readonly logger = new Logger('Dispatch');
  private collidedAt = 0;
  private wasEmpty = true;
  private lastPlace = 0;
  /** So far beyond it were enough calls lately. */
  private reach = MOST_REACH;

  constructor(
    private readonly queue: CallQueueService,
    private readonly attempts: AttemptsService,
  ) {}

  /** Claims up to so many of the next calls; `found` says whether there were any, whoever got them. */
  async claim(count: number): Promise<{ claimed: ClaimedCall[]; found: boolean }> {
    const choice = Date.now() - this.collidedAt < APART_MS ? CHOICE : 1;
    const ready = await this.findReady(count * choice);
    const chosen = choice > 1 ? shuffled(ready).slice(0, count) : ready;
    const claims = await Promise.allSettled(chosen.map((call) => this.claimOne(call)));
    const failed = claims.find((claim) => claim.status === 'rejected');
    // The others are claimed all the same: nobody else would dial them while their leases last.
    if (failed) this.logger.warn(`A call could not be claimed: ${String(failed.reason)}`);
    const claimed = claims.flatMap((claim) => (claim.status === 'fulfilled' && claim.value) || []);
    return { claimed, found: ready.length > 0 };
  }

  /** Gives a call back at its place, for any instance. */
  async giveBack({ call, fence, place }: ClaimedCall): Promise<void> {
    await this.queue.giveBack(call.id, fence, place);
  }

  private async findReady(limit: number): Promise<Call[]> {
    if (this.wasEmpty) return this.remember(await this.queue.findReady(limit));
    const { lastPlace, reach } = this;
    const near = await this.queue.findReady(limit, lastPlace + reach);
    this.reach = near.length < limit ? Math.min(MOST_REACH, reach * 2) : Math.max(1, reach / 2);
    if (near.length > 0) return this.remember(near);
    const far = reach < MOST_REACH ? await this.queue.findReady(limit, lastPlace + MOST_REACH) : [];
    return this.remember(far.length > 0 ? far : await this.queue.findReady(limit));
  }

  private remember(ready: Call[]): Call[] {
    this.wasEmpty = ready.length === 0;
    this.lastPlace = ready.at(-1)?.queue?.turn ?? this.lastPlace;
    return ready;
  }

  private async claimOne(call: Call): Promise<ClaimedCall | null> {
    const leaseUntil = new Date(Date.now() + LEASE_MS);
    const place = call.queue?.turn ?? 0;
    const fence = await this.queue.claim(call, leaseUntil);
    if (fence === null) this.collidedAt = Date.now();
    if (fence === null || !(await this.attempts.pass(call, fence))) return null;
    return { call, fence, place, leaseUntil };
  }
}
