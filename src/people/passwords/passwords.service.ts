import { Injectable } from '@nestjs/common';
import argon2 from '@node-rs/argon2';
import { TooManyTriesError } from '../person.errors.js';

/** Argon2id with 19 MiB, the first choice of the OWASP Password Storage Cheat Sheet. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashes that are made at the same time, and those that may wait: strangers are not to fill the memory. */
const AT_ONCE = 2;
const WAITING = 64;
/** Of one network, made and waiting: others are to have their turn. */
const OF_NETWORK = 16;

/** The same text however a keyboard composes its characters (NIST SP 800-63B, 3.1.1.2). */
const normalize = (password: string): string => password.normalize('NFKC');

/** Hashes passwords, and compares them; each takes some 30 ms of a processor. */
@Injectable()
export class PasswordsService {
  private readonly waiting: (() => void)[] = [];
  private readonly asked = new Map<string, number>();
  private running = 0;
  private readonly nobodys = argon2.hash('nobody has this password', COST);

  /** In PHC form, salted; for somebody of this network. Throws TooManyTriesError where too many wait. */
  hash(password: string, network: string): Promise<string> {
    return this.inTurn(network, () => argon2.hash(normalize(password), COST));
  }

  /** Takes as long where there is no hash. Throws TooManyTriesError where too many wait. */
  async matches(password: string, kept: string | undefined, network: string): Promise<boolean> {
    const compared = kept ?? (await this.nobodys);
    const same = await this.inTurn(network, () => argon2.verify(compared, normalize(password)));
    return same && kept !== undefined;
  }

  private async inTurn<T>(network: string, work: () => Promise<T>): Promise<T> {
    const asked = this.asked.get(network) ?? 0;
    if (asked >= OF_NETWORK) throw new TooManyTriesError(1);
    this.asked.set(network, asked + 1);
    try {
      return await this.inTurnOfAll(work);
    } finally {
      const left = (this.asked.get(network) ?? 0) - 1;
      if (left > 0) this.asked.set(network, left);
      else this.asked.delete(network);
    }
  }

  private async inTurnOfAll<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= WAITING) throw new TooManyTriesError(1);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
