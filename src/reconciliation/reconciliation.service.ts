import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { JobsService } from '../jobs/jobs.service.js';
import { ReconcilerService } from './reconciler.service.js';

const SLOWEST_SECONDS = 10;

/** Has the calls that are due looked into, for ever, by one instance at a time. */
@Injectable()
export class ReconciliationService implements OnModuleInit {
  constructor(
    private readonly jobs: JobsService,
    private readonly reconciler: ReconcilerService,
    private readonly environment: Environment,
  ) {}

  onModuleInit(): void {
    const seconds = Math.max(1, Math.min(SLOWEST_SECONDS, this.environment.reconcileAfterSeconds / 4));
    this.jobs.every(seconds, 'reconcile', async () => {
      await this.reconciler.reconcile();
    });
  }
}
