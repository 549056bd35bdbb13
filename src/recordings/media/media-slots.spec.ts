import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MediaSlots } from './media-slots.js';

it('never gives out more places than there are, of all and of one caller, and each comes back once', () => {
  const steps = fc.array(fc.record({ caller: fc.constantFrom('a', 'b', 'c'), gives: fc.boolean() }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(steps, (asked) => {
      const slots = new MediaSlots(5, 2);
      const held: { caller: string; giveBack: () => void }[] = [];
      for (const { caller, gives } of asked) {
        const mine = held.findIndex((each) => each.caller === caller);
        if (gives && mine >= 0) {
          const [{ giveBack } = { giveBack: () => undefined }] = held.splice(mine, 1);
          giveBack();
          giveBack();
          continue;
        }
        const own = held.filter((each) => each.caller === caller).length;
        const taken = slots.take(caller);
        const whose = typeof taken === 'function' ? null : taken.whose;
        const full = held.length === 5 ? 'all' : null;
        expect(whose).toBe(own === 2 ? 'caller' : full);
        if (typeof taken === 'function') held.push({ caller, giveBack: taken });
      }
    }),
  );
});
