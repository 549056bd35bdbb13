import { Injectable } from '@nestjs/common';

/** For so long it is taken for true that nobody is to be told. */
const KNOWN_MS = 10_000;

/** Whether anybody outside of Atlas is to be told of what happens to calls. Who does not know for sure has it noted. */
@Injectable()
export class Interest {
  private nobodySince = -Infinity;

  get isThere(): boolean {
    return performance.now() - this.nobodySince > KNOWN_MS;
  }

  /** What was read of it, and when that was begun, by the clock that does not step. */
  note(isThere: boolean, readAt = performance.now()): void {
    this.nobodySince = isThere ? -Infinity : readAt;
  }
}
