import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { partOf, SAMPLE_RATE, wavChunks, wavSize } from '../recordings/tone.js';
import { resample, Voice } from '../recordings/voice.js';
import { Bench, FROM } from '../testing/bench.js';
import { byteRange } from './byte-range.js';

const whole = (chunks: Iterable<Buffer>): Buffer => Buffer.concat([...chunks]);

describe('a range', () => {
  it.each([
    ['bytes=0-3', { first: 0, last: 3 }],
    ['bytes=8-', { first: 8, last: 9 }],
    ['bytes=-3', { first: 7, last: 9 }],
    ['bytes=-99', { first: 0, last: 9 }],
    ['bytes=5-99', { first: 5, last: 9 }],
    ['bytes=10-', 'none'],
    ['bytes=-0', 'none'],
    ['bytes=3-1', null],
    ['bytes=-', null],
    ['bytes=0-1,3-4', null],
    ['seconds=0-1', null],
    [undefined, null],
  ])('%s of ten bytes', (header, wanted) => expect(byteRange(header, 10)).toEqual(wanted));

  it('is the same part of the sound wherever it begins', () => {
    const speech = Buffer.alloc(SAMPLE_RATE * 3, 7);
    const sound = whole(wavChunks(3, 1, speech));
    expect(sound).toHaveLength(wavSize(3, 1));
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(sound.length - 1), (a, b) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        const part = whole(partOf(wavChunks(3, 1, speech), first, last));
        expect(part.equals(sound.subarray(first, last + 1))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a voice', () => {
  it('speaks a text once, as the program says it, and nothing where there is none', async () => {
    const missing = new Voice(SAMPLE_RATE, 'no-such-program');
    await expect(missing.speak('Hello')).resolves.toBeNull();
    await expect(missing.speak(' ')).resolves.toBeNull();
    const voice = new Voice(SAMPLE_RATE);
    const [one, same] = await Promise.all([voice.speak('Hello.'), voice.speak(' Hello. ')]);
    expect(one).toBe(same);
    for (let n = 0; n < 20; n += 1) await missing.speak(`${n}`);
    expect(missing['spoken'].size).toBe(16);
  });

  it('keeps what it says when its rate changes', () => {
    const samples = Buffer.alloc(441 * 2);
    for (let at = 0; at < 441; at += 1) samples.writeInt16LE(at < 220 ? 1000 : -1000, at * 2);
    const slower = resample(samples, 22_050, 8000);
    expect(slower).toHaveLength(160 * 2);
    expect([slower.readInt16LE(20), slower.readInt16LE(300)]).toEqual([1000, -1000]);
  });
});

describe('the media of a recording', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterAll(() => bench.stop());

  it('is read in parts, and its length without it', async () => {
    bench.customer.onTwiml('/voice', '<Record action="/done"/>');
    const url = `${bench.customer.url}/voice`;
    const { sid } = await bench.client.calls.create({ to: '+12025550100', from: FROM, url });
    const { recordings } = await bench.until(sid, (truth) => truth.recordings[0]?.status === 'completed');
    const path = `/Recordings/${recordings[0]?.sid}.wav`;
    const size = wavSize(recordings[0]?.duration ?? 0, 1);
    const head = await bench.rest(path, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
      200,
      `${size}`,
      'bytes',
    ]);
    const sound = Buffer.from(await (await bench.rest(path)).arrayBuffer());
    expect(sound).toHaveLength(size);
    const part = await bench.rest(path, { range: 'bytes=40-99' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 40-99/${size}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(sound.subarray(40, 100))).toBe(true);
    const none = await bench.rest(path, { range: `bytes=${size}-` });
    expect([none.status, none.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
  });
});
