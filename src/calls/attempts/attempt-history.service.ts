import { Injectable } from '@nestjs/common';
import type { DialledAttempt, DialledSince } from './attempt-history.js';
import { AttemptHistoryRepository } from './attempt-history.repository.js';

/** Tells other rooms what was dialled, or may have been. */
@Injectable()
export class AttemptHistoryService {
  constructor(private readonly history: AttemptHistoryRepository) {}

  /** The attempts to each of these numbers since that moment; a number without any may be left out. */
  findTo(numbers: string[], since: Date): Promise<Map<string, DialledAttempt[]>> {
    return this.history.findTo(numbers, since);
  }

  tallySince(since: Date): Promise<DialledSince> {
    return this.history.tallySince(since);
  }
}
