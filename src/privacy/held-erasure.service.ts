import { keepRenewed } from '../common/keep-renewed.js';
import type { PlanClock } from '../common/time/plan-clock.service.js';
import type { Erasure } from './erasure.js';
import type { ErasuresRepository } from './erasures.repository.js';

/** After a crash somebody else goes on so long after. It is renewed by whoever is at it, however long Twilio takes. */
export const LEASE_MS = 20_000;

/** Somebody else goes on with it, or this one is to stop. */
export class NotMineError extends Error {}

/** An erasure that is in hand. Each of its writes is refused once somebody else has changed it. */
export class HeldErasure {
  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly planClock: PlanClock,
    private latest: Erasure,
    private readonly stopping: AbortSignal | undefined,
  ) {}

  get erasure(): Erasure {
    return this.latest;
  }

  in(ms: number): Date {
    return new Date(this.planClock.now().getTime() + ms);
  }

  /** Nobody else goes on with it for as long as the work takes. */
  async whileRenewed(work: () => Promise<void>): Promise<void> {
    // Where it fails, the next one may not, and nobody's erasure is lost to two who go on with it.
    const renew = (): Promise<void> =>
      this.erasures.renew(this.latest, this.in(LEASE_MS)).catch(() => undefined);
    const end = keepRenewed(LEASE_MS, renew);
    try {
      await work();
    } finally {
      await end();
    }
  }

  /** That it goes on. Throws NotMineError, also where it is to stop: what is stored then is gone on with by another one. */
  async save(erasure: Erasure): Promise<void> {
    await this.replace({ ...erasure, problem: undefined, nextAt: this.in(LEASE_MS) });
    if (!this.stopping?.aborted) return;
    await this.pause(this.latest, 0);
    throw new NotMineError();
  }

  /** So long nobody goes on with it. Throws NotMineError. */
  pause(erasure: Erasure, ms: number): Promise<void> {
    return this.replace({ ...erasure, nextAt: this.in(ms) });
  }

  /** Throws NotMineError. */
  async replace(erasure: Erasure): Promise<void> {
    const next = await this.erasures.replace(erasure);
    if (!next) throw new NotMineError();
    this.latest = next;
  }
}
