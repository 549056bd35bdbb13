import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { AccessService } from '../src/auth/access.service.js';
import { InvalidCredentialError } from '../src/auth/auth.errors.js';
import { LiveStreamsService } from '../src/calls/live/live-streams.service.js';
import { DRAINING } from '../src/common/process/stop-on-signals.js';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { type EventReader, readEvents } from './support/event-reader.js';
import { callBody } from './support/factories.js';
import { startTwoInstances, type TwoInstances } from './support/two-instances.js';

let both: TwoInstances;
let urls: [string, string];
const readers: EventReader[] = [];

beforeAll(async () => {
  both = await startTwoInstances();
  urls = [both.apps[0].running.url, both.apps[1].running.url];
}, 60_000);
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});
afterAll(() => both.close());

const listen = async (
  url: string,
  headers: Record<string, string> = {},
  query = '',
): Promise<EventReader> => {
  const reader = await readEvents(`${url}/calls/stream${query}`, headers);
  readers.push(reader);
  return reader;
};
const place = async (url: string): Promise<CallDto> =>
  (await request(url).post('/calls/outbound').send(callBody()).expect(201)).body as CallDto;

describe('GET /calls/stream', () => {
  it('tells of each change, of this instance and of another, with the version that the call has then', async () => {
    const [here, there] = [await listen(urls[0]), await listen(urls[1])];
    expect(here.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    expect(here.headers['cache-control']).toContain('no-store');
    expect(await here.next('ready')).toMatchObject({ event: 'ready', data: {} });
    const { call_id: id } = await place(urls[0]);
    for (const reader of [here, there]) {
      const seen = await reader.untilCall(id, 1);
      expect(Object.keys(seen.data).toSorted()).toEqual(['id', 'version']);
    }
    const { body } = await request(urls[0]).get(`/calls/${id}`).expect(200);
    await there.untilCall(id, (body as CallDto).version);
  });

  it('goes on after the last event at any instance; after what is none it has the reader begin anew', async () => {
    const first = await listen(urls[0]);
    const { id: cursor } = await first.next('ready');
    first.close();
    const { call_id: id } = await place(urls[0]);
    const [byHeader, byQuery] = [
      await listen(urls[1], { 'Last-Event-ID': cursor }),
      await listen(urls[0], {}, `?last_event_id=${cursor}`),
    ];
    await byHeader.untilCall(id, 1);
    await byQuery.untilCall(id, 1);
    const lost = await listen(urls[0], { 'Last-Event-ID': 'nonsense' });
    expect(await lost.next('reset')).toMatchObject({ event: 'reset' });
    expect(lost.seen().map(({ event }) => event)).toEqual(['ready', 'reset']);
  });

  it('ends when its caller may look no more, and asks for that without use of the session', async () => {
    const access = both.apps[0].running.app.get(AccessService);
    const reader = await listen(urls[0]);
    await reader.next('ready');
    const asked: unknown[] = [];
    const identify = access.identify.bind(access);
    access.identify = async (_request, asking) => {
      asked.push(asking);
      throw new InvalidCredentialError();
    };
    await both.apps[0].running.app.get(LiveStreamsService).beat();
    access.identify = identify;
    await reader.end;
    expect(asked).toEqual(['look']);
  });

  it('is refused to who has too many, and ends when Atlas takes no more requests', async () => {
    for (let n = 0; n < 20; n += 1) await listen(urls[0]);
    const { body, headers } = await request(urls[0]).get('/calls/stream').expect(429);
    expect([body, headers['retry-after']]).toEqual([
      { detail: 'Too many open streams of this caller: close one, or try again in 30 s' },
      '30',
    ]);
    await request(urls[0]).head('/calls/stream').expect(200);
    both.apps[0].running.app.getHttpServer().emit(DRAINING);
    await Promise.all(readers.map(({ end }) => end));
  });
});
