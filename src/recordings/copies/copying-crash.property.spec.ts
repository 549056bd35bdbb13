import { expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { StoresService } from '../../storage/stores.service.js';
import type { ContentMemoryStore } from '../../storage/testing/content.memory.store.js';
import { Copying, TwilioWithSounds } from '../testing/copying.js';
import { Kill } from '../testing/kill.js';
import type { CopiesRepository } from './copies.repository.js';
import { keysOf } from './copy.js';

const HOUR_MS = 3_600_000;

const copiesWith = (copies: CopiesRepository, { step }: Kill): CopiesRepository => ({
  enrol: (...given) => step(() => copies.enrol(...given)),
  reopen: (...given) => step(() => copies.reopen(...given)),
  due: (...given) => step(() => copies.due(...given)),
  take: (...given) => step(() => copies.take(...given)),
  finish: (...given) => step(() => copies.finish(...given)),
  close: (...given) => step(() => copies.close(...given)),
});

const twilioWith = (
  { openMedia, deleteRecording, listTranscriptions }: TwilioWithSounds,
  { step }: Kill,
) => ({
  openMedia: (...given: Parameters<typeof openMedia>) => step(() => openMedia(...given)),
  deleteRecording: (sid: string) => step(() => deleteRecording(sid)),
  listTranscriptions: (sid: string) => step(() => listTranscriptions(sid)),
});

const storesWith = (store: ContentMemoryStore, { step }: Kill): StoresService => {
  const killed: Pick<ContentMemoryStore, 'put' | 'open' | 'remove'> = {
    put: async (key, ...rest) => {
      // Half of it is there when the process ends.
      store.kept.set(key, Buffer.from('half'));
      await step(() => store.put(key, ...rest));
    },
    open: (...given) => step(() => store.open(...given)),
    remove: (...given) => step(() => store.remove(...given)),
  };
  return new StoresService({ database: async () => killed });
};

it('a recording is always somewhere whole, is in one place in the end, and in none once it is deleted, wherever processes stop', async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const stop = fc.record({ at: fc.integer({ min: 1, max: 16 }), isAfter: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(stop, { maxLength: 5 }),
      fc.option(fc.nat({ max: 5 })),
      async (stops, removedAt) => {
        const copying = new Copying();
        const sid = await copying.recorded();
        const sounds = keysOf(sid).map(
          (key) => `${key} ${TwilioWithSounds.soundOf(sid, key.split('.')[1] ?? '')}`,
        );
        const kept = () =>
          [...copying.store.kept].map(([key, sound]) => `${key} ${String(sound)}`).toSorted();
        const isRemoved = () => copying.stored.stored.get(sid)?.removal !== undefined;
        const isWhole = () => JSON.stringify(kept()) === JSON.stringify(sounds);
        for (const [n, { at, isAfter }] of stops.entries()) {
          if (n === removedAt) await copying.removal.remove(sid, 'request');
          const kill = new Kill(at, isAfter);
          const { copies, twilio, store } = copying;
          await copying
            .copyDue(copiesWith(copies, kill), twilioWith(twilio, kill), storesWith(store, kill))
            .catch(() => undefined);
          expect(isRemoved() || twilio.sounds.has(sid) || isWhole()).toBe(true);
          copying.now += HOUR_MS;
        }
        for (let n = 0; n < 3; n += 1) {
          await copying.removal.tryAgain();
          await copying.copyDue();
          copying.now += HOUR_MS;
        }
        expect([kept(), [...copying.twilio.sounds]]).toEqual([isRemoved() ? [] : sounds, []]);
        expect(copying.stored.stored.get(sid)?.removal?.tryAt).toBeUndefined();
      },
    ),
    { numRuns: 300 },
  );
});
