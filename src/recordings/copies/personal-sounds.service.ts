import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../../common/personal-data.js';
import { PersonalRecordings } from '../personal-recordings.service.js';

/** The sounds of recordings that are kept in the database. */
@Injectable()
export class PersonalSounds extends PersonalData {
  readonly collection = 'recording_sounds.chunks';
  readonly kept = null;

  constructor(private readonly recordings: PersonalRecordings) {
    super();
  }

  /** By the address at which each is heard: they are too large for a document. */
  async *export({ callIds }: Traces): AsyncGenerator<object> {
    for (const { sid, copy, removal } of await this.recordings.find(callIds))
      if (!removal && copy?.store === 'database') yield { sid, path: `/recordings/${sid}/media` };
  }

  async erase(): Promise<void> {
    // Each goes with its recording, which is erased as such.
  }
}
