import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sendParts } from './send-parts.js';

let server: Server;
let url: string;
let parts: () => AsyncGenerator<string>;
let sent: Promise<unknown>;
let isOver: boolean;

beforeEach(async () => {
  isOver = false;
  server = http.createServer((_request, response: ServerResponse) => {
    sent = sendParts(response, { 'Content-Type': 'text/csv' }, parts()).catch((error: unknown) => {
      // As the filter of all failures does.
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
      return error;
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function* counting(most: number, size = 1, fails?: number): AsyncGenerator<string> {
  try {
    for (let n = 0; n < most; n += 1) {
      if (n === fails) throw new Error('the database is away');
      yield `${n}`.repeat(size);
    }
  } finally {
    isOver = true;
  }
}

const open = (method = 'GET'): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => void http.request(url, { method }, resolve).on('error', reject).end());
const read = async (answer: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return text;
};

describe('a body in parts', () => {
  it('is sent to its end, empty parts or not', async () => {
    parts = async function* () {
      yield* ['a', '', 'b', ''];
    };
    const answer = await open();
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/csv']);
    await expect(read(answer)).resolves.toBe('ab');
    parts = async function* () {};
    await expect(read(await open())).resolves.toBe('');
  });

  it('that fails before its first part is still answered as a failure', async () => {
    parts = () => counting(3, 1, 0);
    expect((await open()).statusCode).toBe(500);
    await expect(sent).resolves.toThrow('the database is away');
  });

  it('that fails later is cut off: nobody takes it for whole', async () => {
    parts = () => counting(3, 1, 2);
    const answer = await open();
    await expect(read(answer)).rejects.toThrow('aborted');
    expect(answer.complete).toBe(false);
    await expect(sent).resolves.toThrow('the database is away');
  });

  it('is read no further than the client takes it, and let go of when it leaves', async () => {
    let made = 0;
    parts = async function* () {
      for await (const part of counting(1_000, 1_000_000)) {
        made += 1;
        yield part;
      }
    };
    const answer = await open();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = made;
    // What the system's own buffers hold is some megabytes.
    expect(before).toBeLessThan(30);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([made, isOver]).toEqual([before, false]);
    answer.destroy();
    await expect(sent).resolves.toBeUndefined();
    expect([made, isOver]).toEqual([before, true]);
  });

  it('is not even begun where only the head is asked for', async () => {
    parts = () => counting(3);
    const answer = await open('HEAD');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/csv']);
    await sent;
    expect(isOver).toBe(false);
  });
});
