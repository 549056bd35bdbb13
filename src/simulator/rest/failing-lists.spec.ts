import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Bench, FROM } from '../testing/bench.js';

describe('lists that fail', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterEach(() => bench.control('POST', '/reset'));
  afterAll(() => bench.stop());

  const recorded = async (to = '+12025550100') => {
    const twiml = '<Response><Record action="http://127.0.0.1:9/"/></Response>';
    const { sid } = await bench.client.calls.create({ to, from: FROM, twiml });
    const truth = await bench.until(sid, ({ recordings }) => recordings[0]?.status === 'completed');
    return { sid, recordingSid: truth.recordings[0]?.sid };
  };

  it('are those of recordings, transcriptions, notifications and events, and nothing else', async () => {
    const { sid, recordingSid } = await recorded();
    await bench.control('PUT', '/faults', { list_500: 1 });
    const statuses = async (paths: string[]) =>
      Promise.all(paths.map(async (path) => (await bench.rest(path)).status));
    const names = ['Recordings', 'Notifications', 'Events'];
    const lists = [
      ...names.map((name) => `/Calls/${sid}/${name}.json`),
      '/Recordings.json',
      '/Transcriptions.json',
      `/Recordings/${recordingSid}/Transcriptions.json`,
    ];
    expect(await statuses(lists)).toEqual(lists.map(() => 500));
    const others = [`/Calls/${sid}.json`, '/Calls.json', `/Recordings/${recordingSid}.json`];
    expect(await statuses(others)).toEqual(others.map(() => 200));
    expect(await (await bench.rest('/Recordings.json')).json()).toMatchObject({ code: 20500, status: 500 });
  });

  it('are the same with the same seed, and asking again may help', async () => {
    const run = async (): Promise<number[]> => {
      await bench.control('POST', '/reset');
      await bench.control('PUT', '/faults', { seed: 5, list_500: 0.5 });
      const { sid, recordingSid } = await recorded();
      const statuses: number[] = [];
      for (let count = 0; count < 12; count += 1) {
        statuses.push((await bench.rest(`/Calls/${sid}/Recordings.json`)).status);
        statuses.push((await bench.rest(`/Recordings/${recordingSid}/Transcriptions.json`)).status);
      }
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await run()).toEqual(first);
  });
});
