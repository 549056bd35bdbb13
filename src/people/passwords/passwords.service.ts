import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { TooManyTriesError } from '../person.errors.js';

/** Argon2id with 19 MiB, the first choice of the OWASP Password Storage Cheat Sheet. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashes that are made at the same time, and those that may wait: strangers are not to fill the memory. */
const AT_ONCE = 2;
const WAITING = 64;

/** The same text however a keyboard composes its characters (NIST SP 800-63B, 3.1.1.2). */
const normalize = (password: string): string => password.normalize('NFKC');

/** Hashes passwords, and compares them; each takes some 30 ms of a processor. */
@Injectable()
export class PasswordsService {
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private readonly nobodys = hash('nobody has this password', COST);

  /** In PHC form, salted. Throws TooManyTriesError where too many wait. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normalize(password), COST));
  }

  /** Takes as long where there is no hash. Throws TooManyTriesError where too many wait. */
  async matches(password: string, kept: string | undefined): Promise<boolean> {
    const compared = kept ?? (await this.nobodys);
    const same = await this.inTurn(() => verify(compared, normalize(password)));
    return same && kept !== undefined;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
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
