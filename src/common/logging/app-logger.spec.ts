import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { createEnvironment } from '../../config/create-environment.js';
import { AppLogger } from './app-logger.js';
import { createPino } from './create-pino.js';
import { CapturedDestination } from './testing/captured-destination.js';

const lines: string[] = [];

const environment = createEnvironment({ ENVIRONMENT: 'test', LOG_LEVEL: 'DEBUG' });
const logger = new AppLogger(createPino(environment, new CapturedDestination(environment, lines)));
const written = (): unknown[] => lines.map((line) => JSON.parse(line) as unknown);
beforeEach(() => void (lines.length = 0));

describe('AppLogger', () => {
  it('writes what Nest says at the level that pino has for it', () => {
    logger.verbose('hidden');
    for (const level of ['debug', 'log', 'warn', 'error', 'fatal'] as const)
      logger[level](`at ${level}`, 'Spec');
    expect(written()).toEqual(
      [
        ['debug', 'debug'],
        ['info', 'log'],
        ['warn', 'warn'],
        ['error', 'error'],
        ['fatal', 'fatal'],
      ].map(([level, name]) => ({ level, time: expect.any(String), context: 'Spec', msg: `at ${name}` })),
    );
  });

  it.each<[string, unknown[], object]>([
    [
      'fields',
      [{ call_id: 'c-1', msg: 'placed' }, 'Spec'],
      { context: 'Spec', call_id: 'c-1', msg: 'placed' },
    ],
    ['what is no text', [7], { msg: '7' }],
    ['nothing', [undefined, 'Spec'], { context: 'Spec', msg: 'undefined' }],
  ])('takes %s', (_what, [message, ...more], line) => {
    logger.log(message, ...more);
    expect(written()).toEqual([{ level: 'info', time: expect.any(String), ...line }]);
  });

  it.each<[string, unknown[], string]>([
    ['an error alone', [new Error('lost'), 'Spec'], 'lost'],
    [
      'an error behind the message',
      ['could not be stored', new Error('lost'), 'Spec'],
      'could not be stored',
    ],
    ['a stack behind the message', ['lost', 'Error: lost\n    at place.js:1', 'Spec'], 'lost'],
  ])('tells of %s with its stack', (_what, [message, ...more], msg) => {
    logger.error(message, ...more);
    const err = { type: 'Error', message: 'lost', stack: expect.stringContaining('Error: lost\n') };
    expect(written()).toEqual([{ level: 'error', time: expect.any(String), context: 'Spec', err, msg }]);
  });

  it('is what every class of Atlas writes to', () => {
    Logger.overrideLogger(logger);
    new Logger('Dispatch').error('Jobs wait', new Error('lost'));
    expect(written()).toMatchObject([{ context: 'Dispatch', msg: 'Jobs wait', err: { message: 'lost' } }]);
  });
});
