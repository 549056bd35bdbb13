import { describe, expect, it } from '@jest/globals';
import { ServerClock } from './server-clock.js';

describe('ServerClock', () => {
  it('is the clock of this process until the server was heard', () => {
    const clock = new ServerClock(() => 1_000);
    expect(clock.now().getTime()).toBe(1_000);
    expect(clock.toLocal(1_234).getTime()).toBe(1_234);
  });

  it('takes the server to have answered in the middle', () => {
    let now = 1_100;
    const clock = new ServerClock(() => now);
    clock.observe(1_000, new Date(6_050));
    expect(clock.now().getTime()).toBe(6_100);
    expect(clock.toLocal(6_050).getTime()).toBe(1_050);
    now = 2_000;
    expect(clock.now().getTime()).toBe(7_000);
  });

  it('believes the quickest answer of the last minute', () => {
    let now = 10;
    const clock = new ServerClock(() => now);
    clock.observe(0, new Date(5_005));
    now = 1_200;
    clock.observe(200, new Date(5_300));
    expect(clock.toLocal(5_000).getTime()).toBe(0);
    now = 61_500;
    clock.observe(61_000, new Date(66_000));
    expect(clock.toLocal(5_000).getTime()).toBe(250);
  });
});
