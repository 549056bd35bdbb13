import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createEnvironment } from '../../config/create-environment.js';
import { LogDestination } from './log-destination.js';
import { startLogger } from './start-logger.js';

let lines: string[];
beforeEach(() => {
  lines = [];
  jest.spyOn(LogDestination.prototype, 'write').mockImplementation((line) => void lines.push(line));
});
afterEach(() => void jest.restoreAllMocks());

const WIRING = ['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication'];
const logger = startLogger(createEnvironment({ ENVIRONMENT: 'test', LOG_LEVEL: 'DEBUG' }));

describe('the log of a start', () => {
  it("has Nest's account of its wiring at the level DEBUG", () => {
    for (const context of WIRING) logger.log('mapped', context);
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(
      WIRING.map(() => 'debug'),
    );
  });

  it('has everything else as it is', () => {
    logger.log('Using MongoDB', 'Database');
    logger.error('lost', 'Database');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 'info', context: 'Database', msg: 'Using MongoDB' },
      { level: 'error', context: 'Database', msg: 'lost' },
    ]);
  });

  it('leaves the reason of a failed start to main.ts', () => {
    logger.error('EADDRINUSE', 'NestApplication');
    logger.error(new Error('with a stack'), 'ExceptionHandler');
    logger.error('Unable to connect to the database.', 'Error: with a stack', 'MongooseModule');
    expect(lines).toEqual([]);
  });
});
