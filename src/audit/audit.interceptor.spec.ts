import { Controller, Get, Post } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startController, type RunningController } from '../../test/support/start-controller.js';
import { Clock } from '../common/time/clock.service.js';
import { SecretsService } from '../secrets/secrets.service.js';
import { SecretsMemoryRepository } from '../secrets/testing/secrets.memory.repository.js';
import { AuditInterceptor } from './audit.interceptor.js';
import { AuditService } from './audit.service.js';
import { Audited, NotAudited } from './audited.decorator.js';
import { AuditedRoutesService } from './audited-routes.service.js';
import { ChainService } from './chain.service.js';
import { AuditMemoryRepository } from './testing/audit.memory.repository.js';
import { openLog } from './testing/audit-log.factory.js';

const RECORDING = 'RE0123456789abcdef0123456789abcdef';

@Controller('recordings')
class RecordingsController {
  @Get()
  list(): void {}

  @Audited('recordings.read')
  @Get(':sid/media')
  read(): string {
    return 'sound';
  }

  @NotAudited('for this test')
  @Post('news')
  hear(): void {}

  @Post(':sid/forget')
  forgetRecording(): never {
    throw new Error('broken');
  }
}

let log: ReturnType<typeof openLog<AuditMemoryRepository>>;
let server: RunningController;
beforeAll(async () => {
  log = openLog(new AuditMemoryRepository());
  const secrets = await SecretsService.open({ secretsKey: 'x'.repeat(32) }, new SecretsMemoryRepository());
  server = await startController(RecordingsController, [
    AuditService,
    Clock,
    { provide: ChainService, useValue: log.start().chain },
    { provide: SecretsService, useValue: secrets },
    DiscoveryService,
    MetadataScanner,
    AuditInterceptor,
    AuditedRoutesService,
    {
      provide: 'routes',
      inject: [AuditedRoutesService],
      useFactory: (routes: AuditedRoutesService) => {
        routes.intercept();
        return { onModuleInit: () => routes.release() };
      },
    },
  ]);
});
beforeEach(() => {
  log.repository.stored = [];
});
afterAll(() => server.close());

const told = async (method: string, path: string) => {
  await fetch(`${server.url}${path}`, { method });
  return log.repository.stored.flatMap(({ entry }) => (entry.kind === 'anchor' ? [] : [entry]));
};

describe('the audit log', () => {
  it('has a reading that asks for it', async () => {
    await expect(told('GET', `/recordings/${RECORDING}/media`)).resolves.toMatchObject([
      { kind: 'begun', who: 'everyone', action: 'recordings.read', resource: `recording:${RECORDING}` },
      { kind: 'ended', action: 'recordings.read', outcome: 'done', status: 200 },
    ]);
  });

  it('has no other reading, and no change that says so', async () => {
    await expect(told('GET', '/recordings')).resolves.toEqual([]);
    await expect(told('POST', '/recordings/news')).resolves.toEqual([]);
  });

  it('has each change, also one that fails', async () => {
    await expect(told('POST', `/recordings/${RECORDING}/forget`)).resolves.toMatchObject([
      { kind: 'begun', action: 'recordings.forget' },
      { kind: 'ended', outcome: 'failed', status: 500 },
    ]);
  });

  it('has nothing of another application in the same process', async () => {
    const other = await startController(RecordingsController, []);
    await fetch(`${other.url}/recordings/${RECORDING}/forget`, { method: 'POST' });
    await other.close();
    expect(log.repository.stored).toEqual([]);
  });
});
