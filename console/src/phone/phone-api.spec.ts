import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { actOn, readState, removeCallee, setSpeed } from './phone-api.js';

const fetched = jest.spyOn(globalThis, 'fetch');
beforeEach(() => void fetched.mockReset().mockImplementation(async () => new Response('{"version":3}')));
afterEach(() => void fetched.mockReset());

const { signal } = new AbortController();
const asked = (): unknown[] => fetched.mock.calls.map(([url, init]) => [init?.method, url, init?.body]);

it('asks at once what there is, then waits for something else', async () => {
  await expect(readState(0, signal)).resolves.toEqual({ version: 3 });
  await readState(3, signal);
  expect(asked()).toEqual([
    ['GET', '/phone/state?since=0&wait=0', undefined],
    ['GET', '/phone/state?since=3&wait=20', undefined],
  ]);
  expect(fetched.mock.calls.map(([, init]) => init?.signal)).toEqual([signal, signal]);
});

it('sends what a button says as JSON, and a number as one part of the address', async () => {
  await actOn('w1', 'twice');
  await setSpeed(20);
  await removeCallee('+12025550160');
  expect(asked()).toEqual([
    ['POST', '/phone/tape/w1', '{"act":"twice"}'],
    ['PUT', '/phone/clock', '{"speed":20}'],
    ['DELETE', '/phone/callees/%2B12025550160', undefined],
  ]);
  expect(fetched.mock.calls[0]?.[1]?.headers).toMatchObject({ 'Content-Type': 'application/json' });
});

it('tells why not in the words of Atlas, or that it cannot be reached, and nothing once the page is left', async () => {
  const refusal = () => new Response('{"detail":"No"}', { status: 409, headers: { 'X-Request-Id': 'r1' } });
  fetched.mockImplementation(async () => refusal());
  await expect(setSpeed(1)).rejects.toMatchObject({ status: 409, detail: 'No', requestId: 'r1' });
  fetched.mockImplementation(async () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(readState(0, signal)).rejects.toMatchObject({ status: 0 });
  await expect(readState(0, AbortSignal.abort())).rejects.toBeInstanceOf(TypeError);
});
