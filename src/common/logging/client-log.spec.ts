import http from 'node:http';
import { Controller, Get, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EVERYBODY } from '../../../test/support/everybody.js';
import { APP_OPTIONS, setupApp } from '../../app.setup.js';
import { ConfigModule, environmentConfig } from '../../config/config.module.js';
import { createEnvironment } from '../../config/create-environment.js';
import { LogDestination } from './log-destination.js';
import { LoggingModule } from './logging.module.js';
import { CapturedDestination } from './testing/captured-destination.js';

@Controller()
class KnowingController {
  @Get('known')
  know(@Req() request: Request & { principal?: { id: string } }): object {
    request.principal = { id: 'key:8b7cb1c0-9f2e-4d58-8d3f-123456789012' };
    return {};
  }

  @Get('slow')
  async wait(): Promise<object> {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return {};
  }
}

let app: NestExpressApplication;
const lines: string[] = [];
afterEach(() => app.close());

const start = async (trustProxy: string): Promise<void> => {
  const environment = createEnvironment({ ENVIRONMENT: 'test', LOG_LEVEL: 'INFO', TRUST_PROXY: trustProxy });
  const module = await Test.createTestingModule({
    imports: [ConfigModule, LoggingModule],
    controllers: [KnowingController],
    providers: [...EVERYBODY],
  })
    .overrideProvider(environmentConfig.KEY)
    .useValue(environment)
    .overrideProvider(LogDestination)
    .useValue(new CapturedDestination(environment, lines))
    .compile();
  app = module.createNestApplication<NestExpressApplication>({ ...APP_OPTIONS, logger: false });
  setupApp(app);
  await app.listen(0, '127.0.0.1');
};

/** The fields of the one line that the request leaves. */
const logged = async (forwarded: string | string[], path = '/known'): Promise<Record<string, unknown>> => {
  lines.length = 0;
  const { port } = new URL((await app.getUrl()).replace('[::1]', '127.0.0.1'));
  const headers = { 'X-Forwarded-For': forwarded };
  await new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path, headers }, (response) =>
      response.resume().on('end', resolve),
    );
    request.on('error', resolve);
    if (path === '/slow') setTimeout(() => request.destroy(), 50);
  });
  for (let n = 0; n < 100 && lines.length === 0; n += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
};

describe('the client of a request, in the log', () => {
  it.each<[string, string | string[], string]>([
    ['off', '203.0.113.7', '127.0.0.1'],
    ['off', '203.0.113.7, 198.51.100.9', '127.0.0.1'],
    ['1', '203.0.113.7', '203.0.113.7'],
    ['1', '6.6.6.6, 203.0.113.7', '203.0.113.7'],
    ['1', ['6.6.6.6', '203.0.113.7'], '203.0.113.7'],
    ['1', '', '127.0.0.1'],
    ['1', 'nonsense', '127.0.0.1'],
    ['1', '203.0.113.7, <script>', '127.0.0.1'],
    ['1', '2001:db8::7', '2001:db8::7'],
    ['2', '6.6.6.6, 203.0.113.7, 198.51.100.9', '203.0.113.7'],
    ['127.0.0.0/8', '6.6.6.6, 203.0.113.7', '203.0.113.7'],
    ['127.0.0.0/8,198.51.100.0/24', '6.6.6.6, 203.0.113.7, 198.51.100.9', '203.0.113.7'],
    ['10.0.0.0/8', '203.0.113.7', '127.0.0.1'],
  ])('is, with TRUST_PROXY=%s and X-Forwarded-For %j, %s', async (trustProxy, forwarded, client) => {
    await start(trustProxy);
    expect(await logged(forwarded)).toMatchObject({ client, status: 200 });
  });

  it('is told also where it went away before the answer', async () => {
    await start('off');
    expect(await logged('', '/slow')).toMatchObject({ client: '127.0.0.1', url: '/slow' });
  });

  it('has its name beside it, where access was given by one', async () => {
    await start('off');
    expect(await logged('')).toMatchObject({ caller: 'key:8b7cb1c0-9f2e-4d58-8d3f-123456789012' });
    expect(await logged('', '/nothing')).not.toHaveProperty('caller');
  });
});
