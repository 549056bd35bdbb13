import { expect, it } from '@jest/globals';
import { mutations } from './testing/mutations.js';
import { readWebhook } from './webhook.js';

/** `MUTATIONS=1000000 npm test -- src/twilio/webhook.mutations` tries more of them. */
const COUNT = Number(process.env['MUTATIONS'] ?? 20_000);
const SEED = 20_260_305;

it(`none of ${COUNT} changed webhooks is taken, and each that is only written in another way is`, () => {
  const wrong: unknown[] = [];
  const seen = new Map<string, number>();
  for (const { what, request, kind, account, isSame } of mutations(COUNT, SEED)) {
    seen.set(what, (seen.get(what) ?? 0) + 1);
    let isTaken = true;
    try {
      readWebhook(request, kind, account);
    } catch {
      isTaken = false;
    }
    if (isTaken !== isSame)
      wrong.push({ what, kind, url: request.originalUrl, body: request.rawBody?.toString() });
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  // Each way of changing a webhook was tried often enough to tell.
  expect(Math.min(...seen.values())).toBeGreaterThan(COUNT / 200);
});
