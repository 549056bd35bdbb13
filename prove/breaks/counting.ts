import { Injectable } from '@nestjs/common';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { AnalyticsMongoRepository } from '../../src/analytics/analytics.mongo.repository.js';
import { AnalyticsRepository } from '../../src/analytics/analytics.repository.js';

type Entries = Parameters<AnalyticsRepository['put']>[1];

@Injectable()
class ForgetfulResults extends AnalyticsMongoRepository {
  override put(generations: number[], entries: Entries): Promise<void> {
    return super.put(
      generations,
      entries.map((entry) => ({ ...entry, callId: `${entry.callId}, version ${entry.version}` })),
    );
  }
}

/** A call that is counted again, since it has changed, is counted twice. */
export const breakCounting = (builder: TestingModuleBuilder): TestingModuleBuilder =>
  builder.overrideProvider(AnalyticsRepository).useClass(ForgetfulResults);
