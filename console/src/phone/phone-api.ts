import { toProblem, unreachable } from '../api/problem.js';
import type { PhoneState } from './phone-state.js';

/** These routes are there only while calls are simulated, and in no document. */
const ask = async <Data>(
  method: string,
  path: string,
  { body, signal }: { body?: object; signal?: AbortSignal } = {},
): Promise<Data> => {
  const asking = fetch(`/phone/${path}`, {
    method,
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json, application/problem+json',
      ...(body && { 'Content-Type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const response = await asking.catch((error: unknown) => {
    throw signal?.aborted ? error : unreachable();
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toProblem(response, answer);
  return answer as Data;
};

const WAIT_SECONDS = 20;

/** Answers when there is something else to show than `since`. */
export const readState = (since: number, signal: AbortSignal): Promise<PhoneState> =>
  ask('GET', `state?since=${since}&wait=${since === 0 ? 0 : WAIT_SECONDS}`, { signal });

export const command = (sid: string, body: object): Promise<unknown> =>
  ask('POST', `calls/${sid}/commands`, { body });

export const takeOver = (sid: string): Promise<unknown> =>
  ask('PUT', `calls/${sid}/callee`, { body: { interactive: true } });

export const readTestCase = (sid: string): Promise<object> => ask('GET', `calls/${sid}/test-case`);

export const setCallee = (number: string, body: object): Promise<unknown> =>
  ask('PUT', `callees/${encodeURIComponent(number)}`, { body });

export const removeCallee = (number: string): Promise<unknown> =>
  ask('DELETE', `callees/${encodeURIComponent(number)}`);

export const setTape = (body: object): Promise<unknown> => ask('PUT', 'tape', { body });

export const actOn = (id: string, act: string): Promise<unknown> =>
  ask('POST', `tape/${id}`, { body: { act } });

export const setSpeed = (speed: number): Promise<unknown> => ask('PUT', 'clock', { body: { speed } });
