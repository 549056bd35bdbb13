import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { toChangeCursor } from './change-cursor.js';
import type { ChangeMark } from './change-mark.js';
import { LiveStream } from './live-stream.js';

/** An answer whose reader takes nothing until it is told to. */
class SomeResponse extends EventEmitter {
  text = '';
  isSlow = false;
  writable = true;
  writeHead(): void {
    this.text = '';
  }
  write(text: string): boolean {
    this.text += text;
    return !this.isSlow;
  }
  end(): void {
    this.writable = false;
  }
  destroy(): void {
    this.writable = false;
  }
}

const mark = (id: string, version: number): ChangeMark => ({ id, version, changedAt: new Date(version) });
let response: SomeResponse;
let stream: LiveStream;
beforeEach(() => {
  response = new SomeResponse();
  stream = new LiveStream(response as unknown as ServerResponse);
});
const events = (): string[] =>
  response.text
    .split('\n\n')
    .flatMap((block) => /^event: (\w+)\nid: (\w+)\ndata: (.*)$/.exec(block)?.slice(1).join(' ') ?? []);
const told = (id: string, version: number): string =>
  `call ${toChangeCursor(version)} ${JSON.stringify({ id, version })}`;

describe('a stream', () => {
  it('begins with when to come again and where it stands, then tells what came before', () => {
    stream.take([mark('a', 1)]);
    expect(response.text).toBe('');
    stream.open(7);
    expect(response.text).toContain('retry: 2000\n\n');
    expect(events()).toEqual([`ready ${toChangeCursor(7)} {}`, told('a', 1)]);
  });

  it('keeps of each call its last version for a slow reader, by the time of the change', () => {
    stream.open(0);
    response.isSlow = true;
    stream.take([mark('a', 1)]);
    response.text = '';
    stream.take([mark('b', 2), mark('c', 3)]);
    stream.take([mark('b', 4), mark('c', 2)]);
    expect(events()).toEqual([]);
    response.isSlow = false;
    response.emit('drain');
    expect(events()).toEqual([told('c', 3), told('b', 4)]);
  });

  it('has a reader that is far behind begin anew, and holds no more than a bound', () => {
    stream.open(0);
    response.isSlow = true;
    stream.take([mark('a', 1)]);
    response.text = '';
    stream.take(Array.from({ length: 6_000 }, (_, i) => mark(`call-${i}`, i + 1)));
    stream.take([mark('z', 9_000)]);
    response.isSlow = false;
    response.emit('drain');
    expect(events()).toEqual([`reset ${toChangeCursor(6_000)} {}`, told('z', 9_000)]);
  });

  it('beats while it is read, and ends where nobody reads', () => {
    stream.open(0);
    stream.beat();
    expect(response.text).toContain(': still here\n\n');
    response.isSlow = true;
    stream.take([mark('a', 1)]);
    stream.beat();
    expect(response.writable).toBe(true);
    stream.beat();
    expect(response.writable).toBe(false);
  });
});
