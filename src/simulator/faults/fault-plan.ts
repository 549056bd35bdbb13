import { createHash } from 'node:crypto';
import { Counts } from '../counts.js';
import {
  CREATE_FAULTS,
  NO_FAULTS,
  type CreateFault,
  type FaultName,
  type FaultSettings,
} from './fault-rates.js';

/** What is to happen to one callback. */
export interface CallbackFate {
  isLost: boolean;
  isDuplicated: boolean;
  isReordered: boolean;
  /** Simulated seconds that it is held back; 0 when it is not. */
  delaySeconds: number;
}

/**
 * Decides what goes wrong. Each decision is drawn from a hash of the seed and of what it is about (the number, the
 * count of its calls, the event), never from a sequence of random numbers: so the same seed gives the same faults,
 * whatever the timing and the order in which requests come.
 */
export class FaultPlan {
  settings: FaultSettings;
  private readonly lists = new Counts();

  constructor(private readonly initial: FaultSettings = NO_FAULTS) {
    this.settings = { ...initial };
  }

  reset(): void {
    this.lists.clear();
    this.settings = { ...this.initial };
  }

  /** The fault of a create, if any. `key` names the create: its number and how many there were to it. */
  ofCreate(key: string): CreateFault | null {
    let draw = this.draw('create', key);
    for (const fault of CREATE_FAULTS) {
      draw -= this.settings[fault];
      if (draw < 0) return fault;
    }
    return null;
  }

  isEarly(key: string): boolean {
    return this.happens('callback_early', key);
  }

  /** `list` names it as in each run; a list that is asked for again is another case. */
  isListFailing(list: string): boolean {
    return this.happens('list_500', `${list}|${this.lists.next(list)}`);
  }

  isMediaSlow(key: string): boolean {
    return this.happens('media_slow', key);
  }

  /** `key` names the callback: its call, its event, and how many there were of it. */
  ofCallback(key: string): CallbackFate {
    const isDelayed = this.happens('callback_delayed', key);
    const longest = this.settings.callback_delay_seconds;
    return {
      isLost: this.happens('callback_lost', key),
      isDuplicated: this.happens('callback_duplicated', key),
      isReordered: this.happens('callback_reordered', key),
      delaySeconds: isDelayed ? Math.max(1, Math.ceil(this.draw('length of delay', key) * longest)) : 0,
    };
  }

  private happens(fault: FaultName, key: string): boolean {
    return this.settings[fault] > 0 && this.draw(fault, key) < this.settings[fault];
  }

  /** A number from 0 to 1 that depends on nothing but the seed and the two names. */
  private draw(what: string, key: string): number {
    const digest = createHash('sha256').update(`${this.settings.seed}|${what}|${key}`).digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  }
}
