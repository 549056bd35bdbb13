import { describe, expect, it } from '@jest/globals';
import { toBase64, toTelephone } from './pcm.js';

describe('sound of a browser', () => {
  it.each([8000, 16_000, 44_100, 48_000])('at %i Hz becomes that of a telephone', (rate) => {
    const second = Float32Array.from({ length: rate }, (_, at) => Math.sin((2 * Math.PI * 200 * at) / rate));
    const out = toTelephone(second, rate);
    expect(Math.abs(out.length - 8000)).toBeLessThanOrEqual(1);
    expect(Math.max(...out)).toBeGreaterThan(32_000);
    const crossings = out.filter((value, at) => value >= 0 !== (out[at - 1] ?? -1) >= 0).length;
    expect(Math.abs(crossings - 400)).toBeLessThanOrEqual(4);
  });

  it('is cut where it is too loud, and is written with the low byte first', () => {
    expect([...toTelephone(Float32Array.of(2, -2, 0), 8000)]).toEqual([32_767, -32_767, 0]);
    expect(toBase64(Int16Array.of(1, -2))).toBe(Buffer.from([1, 0, 0xfe, 0xff]).toString('base64'));
  });
});
