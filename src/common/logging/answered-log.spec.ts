import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { pino } from 'pino';
import { logAnswered } from './answered-log.js';

const lineOf = (statusCode: number, { path = '/users', isWhole = true } = {}): object | undefined => {
  const lines: string[] = [];
  const watch = logAnswered(
    pino({ formatters: { level: (level) => ({ level }) } }, { write: (line) => void lines.push(line) }),
  );
  const request = {
    id: 'r-1',
    traceId: 't-1',
    method: 'GET',
    originalUrl: `${path}?signature=abc&page=2`,
    path,
    ip: '192.0.2.1',
    principal: { id: 'key:1' },
  };
  watch({
    request: request as unknown as Request,
    response: { statusCode } as Response,
    ms: 12.4,
    isWhole,
  });
  return lines.length === 0 ? undefined : (JSON.parse(lines.join('')) as object);
};

describe('the line of a request', () => {
  it('tells who asked for what, how it was answered and by which ids it is found, and no signature', () => {
    expect(lineOf(200)).toMatchObject({
      level: 'info',
      msg: 'request answered',
      method: 'GET',
      url: '/users?signature=[redacted]&page=2',
      status: 200,
      duration_ms: 12,
      client: '192.0.2.1',
      caller: 'key:1',
      request_id: 'r-1',
      trace_id: 't-1',
    });
  });

  it.each([
    [404, true, 'warn', 'request answered'],
    [503, true, 'error', 'request failed'],
    [200, false, 'info', 'request left by its client'],
  ])('of a %i that is whole: %s is a %s: %s', (status, isWhole, level, msg) => {
    expect(lineOf(status, { isWhole })).toMatchObject({ level, msg });
  });

  it('is not written for probes', () => {
    expect(lineOf(200, { path: '/health/live' })).toBeUndefined();
  });
});
