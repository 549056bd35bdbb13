import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigService } from '@nestjs/config';
import { Test, type TestingModule } from '@nestjs/testing';
import { ConfigModule } from './config.module.js';
import { ConfigurationError } from './configuration-error.js';
import { Environment } from './environment.js';

const make = (): Promise<TestingModule> => Test.createTestingModule({ imports: [ConfigModule] }).compile();

describe('ConfigModule', () => {
  const before = { ...process.env };
  beforeEach(() => {
    process.env['MONGO_DB'] = 'of_the_process';
  });
  afterEach(() => {
    process.env = { ...before };
  });

  it("gives Nest's configuration and the injected Environment from one reading", async () => {
    const module = await make();
    const environment = module.get(Environment);
    expect(environment).toBeInstanceOf(Environment);
    expect(environment.mongoDb).toBe('of_the_process');
    const config = module.get(ConfigService, { strict: false });
    expect(config.get('environment')).toBe(environment);
    expect(config.get('environment.mongoDb')).toBe('of_the_process');
  });

  it('shows nothing behind what was checked', async () => {
    process.env['SOMETHING_ELSE'] = 'unchecked';
    const config = (await make()).get(ConfigService, { strict: false });
    expect(config.get('MONGO_DB')).toBeUndefined();
    expect(config.get('SOMETHING_ELSE')).toBeUndefined();
  });

  it('adds nothing to the environment that child processes inherit', async () => {
    const then = { ...process.env };
    await make();
    expect({ ...process.env }).toEqual(then);
  });

  it('fails with every problem, when the application is made', async () => {
    Object.assign(process.env, { PORT: 'many', LOG_LEVEL: 'loud' });
    const failure = await make().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect((failure as ConfigurationError).problems.map((line) => line.split(' ')[0])).toEqual([
      'PORT',
      'LOG_LEVEL',
    ]);
  });

  it('gives an Environment that cannot be changed', async () => {
    const environment = (await make()).get(Environment);
    expect(() => Object.assign(environment, { port: 1 })).toThrow(TypeError);
  });
});
