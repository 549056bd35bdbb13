import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { HttpAdapterHost } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { AccessService } from '../../auth/access.service.js';
import { ANYONE, type Principal } from '../../auth/principal.js';
import { DomainError } from '../../common/domain-error.js';
import { DRAINING } from '../../common/process/stop-on-signals.js';
import { toChangeCursor } from './change-cursor.js';
import type { ChangeMark } from './change-mark.js';
import { LiveController } from './live.controller.js';
import type { LiveFeedService } from './live-feed.service.js';
import { LiveStreamsService } from './live-streams.service.js';

class Refused extends DomainError {
  readonly code = 'refused';
  constructor(readonly kind: 'unauthorized' | 'unavailable') {
    super(kind);
  }
}

class SomeResponse extends EventEmitter {
  text = '';
  writable = true;
  closed = false;
  writeHead = (): void => undefined;
  write(text: string): boolean {
    this.text += text;
    return true;
  }
  end(): void {
    this.close();
  }
  close(): void {
    this.writable = false;
    this.closed = true;
    this.emit('close');
  }
  /** The events that were sent, each with its place. */
  get events(): string[] {
    return [...this.text.matchAll(/event: (\w+)\nid: (\w+)/g)].map(([, name, id]) => `${name} ${id}`);
  }
}

const server = new EventEmitter();
const identify = jest.fn<() => Promise<Principal>>();
const leave = jest.fn();
const feed = {
  cursor: 9,
  join: jest.fn<() => Promise<() => void>>(),
  findSince: jest.fn<(cursor: number) => Promise<ChangeMark[] | null>>(),
};
let streams: LiveStreamsService;

beforeEach(() => {
  jest.clearAllMocks();
  feed.join.mockResolvedValue(leave);
  feed.findSince.mockResolvedValue([]);
  identify.mockResolvedValue(ANYONE);
  const host = { httpAdapter: { getHttpServer: () => server } } as unknown as HttpAdapterHost;
  const access = { identify } as unknown as AccessService;
  streams = new LiveStreamsService(feed as unknown as LiveFeedService, access, host);
});
afterEach(() => {
  streams.onModuleDestroy();
  server.removeAllListeners();
});

const open = async (caller = 'a', lastEventId?: string): Promise<SomeResponse> => {
  const response = new SomeResponse();
  const asked = { request: {} as IncomingMessage, response: response as unknown as ServerResponse };
  await streams.start({ ...asked, caller, lastEventId });
  return response;
};
const openMany = async (count: number, caller: (n: number) => string): Promise<SomeResponse[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => open(caller(n))));

describe('open streams', () => {
  it('are twenty of one caller and 500 in all; each place comes back when its client leaves', async () => {
    const [first] = await openMany(20, () => 'a');
    await expect(open()).rejects.toThrow('of this caller');
    first?.close();
    expect(leave).toHaveBeenCalledTimes(1);
    await open();
    await openMany(480, (n) => `b${n}`);
    await expect(open('c')).rejects.toThrow('in all');
  });

  it('take no place where the changes cannot be followed, or not from there', async () => {
    for (let n = 0; n < 20; n += 1) {
      if (n % 2) feed.findSince.mockRejectedValueOnce(new Error('away'));
      else feed.join.mockRejectedValueOnce(new Error('away'));
      await expect(open('a', toChangeCursor(5))).rejects.toThrow('away');
    }
    expect(leave).toHaveBeenCalledTimes(10);
    await expect(open()).resolves.toMatchObject({ closed: false });
  });

  it('go on from the last event, and begin anew where that is none or too long ago', async () => {
    feed.findSince.mockResolvedValueOnce([{ id: 'x', version: 1, changedAt: new Date(7) }]);
    await expect(open('a', toChangeCursor(5))).resolves.toMatchObject({
      events: [`ready ${toChangeCursor(5)}`, `call ${toChangeCursor(7)}`],
    });
    expect(feed.findSince.mock.calls).toEqual([[5]]);
    await expect(open('a', toChangeCursor(50))).resolves.toMatchObject({
      events: [`ready ${toChangeCursor(9)}`],
    });
    feed.findSince.mockResolvedValueOnce(null);
    for (const id of [toChangeCursor(5), 'nonsense'])
      expect((await open('a', id)).events).toEqual([
        `ready ${toChangeCursor(9)}`,
        `reset ${toChangeCursor(9)}`,
      ]);
  });

  it('end when their caller may look no more, and not because nobody can tell', async () => {
    const response = await open();
    identify.mockRejectedValueOnce(new Refused('unavailable'));
    await streams.beat();
    expect(response.closed).toBe(false);
    identify.mockResolvedValueOnce({ ...ANYONE, scopes: new Set(['users:read']) });
    await streams.beat();
    expect(response.closed).toBe(true);
    const other = await open();
    identify.mockRejectedValueOnce(new Refused('unauthorized'));
    await streams.beat();
    expect(other.closed).toBe(true);
  });

  it('are asked for once at a time, however long that takes', async () => {
    await open();
    let answer = (_principal: Principal): void => undefined;
    identify.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const slow = streams.beat();
    await streams.beat();
    expect(identify).toHaveBeenCalledTimes(1);
    answer(ANYONE);
    await slow;
    await streams.beat();
    expect(identify).toHaveBeenCalledTimes(2);
  });

  it('are shown every 15 seconds that they go on, until Atlas ends, which takes no more', async () => {
    jest.useFakeTimers();
    try {
      streams.onApplicationBootstrap();
      const response = await open();
      await jest.advanceTimersByTimeAsync(15_000);
      expect(response.text).toContain(': still here');
      server.emit(DRAINING);
      expect(response.closed).toBe(true);
      await expect(open()).rejects.toThrow('Atlas is about to end');
      streams.onModuleDestroy();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the route of streams', () => {
  const start = jest.fn<(asked: { caller: string; lastEventId?: string }) => Promise<void>>();
  const ask = async (principal: Principal, ip: string, method = 'GET'): Promise<string | undefined> => {
    start.mockReset();
    const request = { principal, ip, method, get: () => undefined, socket: {} } as unknown as Request;
    const response = { type: () => response, end: () => undefined } as unknown as Response;
    const controller = new LiveController({ start } as unknown as LiveStreamsService);
    await controller.streamCalls(request, response, {});
    return start.mock.calls[0]?.[0].caller;
  };

  it('tells callers apart by who they are, and where that is anybody by their network', async () => {
    const known: Principal = { ...ANYONE, kind: 'key', id: 'key:1' };
    await expect(ask(known, '10.0.0.1')).resolves.toBe('key:1');
    await expect(ask(ANYONE, '10.0.0.1')).resolves.toBe('address:10.0.0.1');
    const [one, other] = [await ask(ANYONE, '2001:db8::1'), await ask(ANYONE, '2001:db8::2')];
    expect([one, one === other]).toEqual(['address:2001:db8:0:0::/64', true]);
    await expect(ask(ANYONE, '10.0.0.1', 'HEAD')).resolves.toBeUndefined();
  });
});
