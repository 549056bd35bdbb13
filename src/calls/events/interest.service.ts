import { Injectable } from '@nestjs/common';

/** For so long it is taken for true that nobody is to be told: longer than between two looks while calls change. */
const KNOWN_MS = 10_000;

/** Whether anybody outside of Atlas is to be told of what happens to calls. Who does not know for sure has it noted. */
@Injectable()
export class Interest {
  private read = { isThere: true, at: -Infinity };

  get isThere(): boolean {
    return this.read.isThere || !this.isKnown;
  }

  /** Whether it was read so lately that what nobody is known to want to hear may be dropped. */
  get isKnown(): boolean {
    return performance.now() - this.read.at < KNOWN_MS;
  }

  /** What was read of it, and when that was begun, by the clock that does not step. */
  note(isThere: boolean, at = performance.now()): void {
    this.read = { isThere, at };
  }
}
