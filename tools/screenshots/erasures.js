/** People who were called, and are to be erased: one is done in the end, the other waits for a call on hold. */
import { setTimeout as wait } from 'node:timers/promises';

const NAME = 'Katherine Example';
const HELD = '+14155550113';

/** To be done some seconds before `erase`, so that the calls are over by then. */
export async function callWhoIsErased(ask) {
  const number = '+14155550114';
  const body = { name: NAME, email: 'katherine@example.com', phone_number: number, external_id: 'person-k' };
  const { id } = await ask('POST', '/users', body);
  const place = (to, user) =>
    ask('POST', '/calls/outbound', { to, user_external_id: user, script: 'Hello. How are you?' });
  await place(number, 'person-k');
  const { call_id: call } = await place(HELD, 'person-1');
  return { id, call };
}

/** Answers the erasure of the user. */
export async function erase(ask, { id, call }) {
  const done = await ask('DELETE', `/users/${id}`);
  await ask('PUT', `/calls/${call}/hold`, { reason: 'Case 2026-18: a complaint is looked into.' });
  await ask('POST', '/privacy/erasures', { number: HELD });
  return done.id;
}

/** An erasure looks once more after two minutes: then its receipt is whole. */
export async function isDone(ask, id) {
  for (let n = 0; n < 120; n += 1) {
    const { status } = await ask('GET', `/privacy/erasures/${id}`);
    if (status === 'done') return;
    await wait(2_000);
  }
}
