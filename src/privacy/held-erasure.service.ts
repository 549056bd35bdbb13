import type { Clock } from '../common/time/clock.service.js';
import type { Erasure } from './erasure.js';
import type { ErasuresRepository } from './erasures.repository.js';

/** Longer than anything of one batch takes, Twilio's slowness included. */
export const LEASE_MS = 300_000;

/** Somebody else goes on with it, or this one is to stop. */
export class NotMineError extends Error {}

/** An erasure that is in hand. Each of its writes is refused once somebody else has changed it. */
export class HeldErasure {
  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly clock: Clock,
    private latest: Erasure,
    private readonly stopping: AbortSignal | undefined,
  ) {}

  get erasure(): Erasure {
    return this.latest;
  }

  in(ms: number): Date {
    return new Date(this.clock.wall() + ms);
  }

  /** Throws NotMineError, also where it is to stop: what is stored then is gone on with by another one. */
  async save(erasure: Erasure): Promise<void> {
    await this.replace({ ...erasure, nextAt: this.in(LEASE_MS) });
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
