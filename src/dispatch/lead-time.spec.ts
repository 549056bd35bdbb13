import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LeadTime } from './lead-time.js';

const after = (...times: number[]): LeadTime => {
  const lead = new LeadTime();
  for (const ms of times) lead.observe(ms);
  return lead;
};
const repeated = (ms: number, count: number): number[] => Array.from({ length: count }, () => ms);

describe('LeadTime', () => {
  it('grows with what takes long, and forgets it slowly', () => {
    const { ms } = after(...repeated(5, 1_000), 90, 90, 90, 90, 90, 90);
    expect(ms).toBeGreaterThan(60);
    expect(after(...repeated(5, 1_000), ...repeated(90, 6), ...repeated(5, 50)).ms).toBeGreaterThan(55);
    expect(after(...repeated(90, 20), ...repeated(5, 3_000)).ms).toBe(15);
  });

  it('is enough for all but a few, wherever their times lie', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 20, maxLength: 20 }),
        fc.integer({ min: 0, max: 1_000 }),
        (times, seed) => {
          const lead = new LeadTime();
          let late = 0;
          for (let i = 0; i < 4_000; i += 1) {
            const ms = times[(i * 7_919 + seed) % times.length] ?? 0;
            if (i >= 1_000 && ms > lead.ms) late += 1;
            lead.observe(ms);
          }
          expect(late / 3_000).toBeLessThan(0.02);
        },
      ),
    );
  });

  it('is never more than may be asked of the pace, nor nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 500 }), (times) => {
        const { ms } = after(...times);
        expect(ms).toBeGreaterThanOrEqual(15);
        expect(ms).toBeLessThanOrEqual(350);
      }),
    );
  });
});
