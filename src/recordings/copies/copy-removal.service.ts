import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { RecordingsService } from '../recordings.service.js';
import { CopiesRepository } from './copies.repository.js';
import { CopyGoingOnError } from './copies.errors.js';
import { SoundCopierService } from './sound-copier.service.js';

/** Deletes the copies of recordings that are deleted. */
@Injectable()
export class CopyRemovalService {
  constructor(
    private readonly recordings: RecordingsService,
    private readonly copies: CopiesRepository,
    private readonly copier: SoundCopierService,
    private readonly clock: Clock,
  ) {}

  /**
   * Of a recording that is marked as deleted, for which no copying begins any more. Throws CopyGoingOnError where one may be
   * going on, so that this has to be asked for again; what the stores throw.
   */
  async remove(sid: string): Promise<void> {
    const copy = (await this.recordings.find(sid))?.copy;
    if (!copy || copy.stage === 'removed') return;
    const isBusy = copy.busyUntil !== undefined && copy.busyUntil.getTime() > this.clock.wall();
    await this.copier.remove(sid, copy.stores ?? []);
    // Asked before it was deleted: what ended meanwhile may have written after it.
    if (isBusy) throw new CopyGoingOnError(sid);
    await this.copies.close(sid);
  }
}
