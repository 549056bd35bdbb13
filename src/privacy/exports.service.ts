import { Injectable } from '@nestjs/common';
import { CallErasureService } from '../calls/erasure/call-erasure.service.js';
import type { Traces } from '../common/personal-data.js';
import { Clock } from '../common/time/clock.service.js';
import { accountOf, callsToFind, writtenUntil, tracesOf } from './traces-of.js';
import type { Subject } from './erasure.js';
import { PersonalCollections } from './personal-collections.service.js';

/** One document, and where it is. */
export interface ExportedRecord {
  collection: string;
  data: object;
}

/** Tells somebody what is known of them. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly collections: PersonalCollections,
    private readonly calls: CallErasureService,
    private readonly clock: Clock,
  ) {}

  /** As a JSON document, piece by piece: few of its records are in memory at any time. */
  async *write(whose: Subject): AsyncGenerator<string> {
    yield `{"exported_at":${JSON.stringify(new Date(this.clock.wall()))},"records":[`;
    let separator = '';
    for await (const record of this.recordsOf(whose)) {
      yield `${separator}${JSON.stringify(record)}`;
      separator = ',';
    }
    yield ']}';
  }

  private async *recordsOf(whose: Subject): AsyncGenerator<ExportedRecord> {
    yield* this.foundBy(accountOf(whose));
    const until = writtenUntil(new Date(this.clock.wall()));
    for await (const calls of this.calls.find(callsToFind(whose), until))
      yield* this.foundBy(tracesOf(calls));
  }

  private async *foundBy(traces: Traces): AsyncGenerator<ExportedRecord> {
    for (const each of this.collections.all)
      for await (const data of each.export(traces)) yield { collection: each.collection, data };
  }
}
