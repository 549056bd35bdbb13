import { setTimeout as wait } from 'node:timers/promises';
import type { AtlasProcess } from './atlas-process.js';
import { request } from './client.js';
import { DemoError } from './demo-error.js';
import { SCRIPT, USER } from './run-demo.js';
import { attemptOf, type AtlasCall, type RetriedCall } from './story.js';
import { tellCall } from './tell-call.js';
import type { Terminal } from './terminal.js';
import { watchedClient } from './watched-client.js';

const POLL_MS = 50;
const QUEUED_WITHIN_MS = 15_000;
const RETRY = { max_attempts: 2, on: ['no-answer' as const], delay_seconds: 3 };
/** Callees of the simulator's table: one that never picks up, and one that answers and leaves a message. */
const OUT = 'no-answer';
const AT_HOME = 'message';

/** A call that nobody answers, the pause, and the second attempt, told while it happens. Throws DemoError. */
export async function runRetryDemo(
  atlas: AtlasProcess,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { client, status } = watchedClient(atlas.url);
  await client.users.create(USER);
  terminal.request('POST /users', status(), `${USER.name}, ${USER.external_id}`);
  await setCallee(atlas, OUT);
  const placed = await client.calls.place({
    to: USER.phone_number,
    user_external_id: USER.external_id,
    script: SCRIPT,
    retry: RETRY,
  });
  const plan = `once more ${RETRY.delay_seconds} s after no answer`;
  terminal.request('POST /calls/outbound', status(), `${placed.status}, ${plan}`);

  const look = (): Promise<RetriedCall> => client.calls.get(placed.call_id);
  terminal.line('\nAda is out. Her phone rings:');
  const tell = (n: number): Promise<AtlasCall> =>
    tellCall(atlas.simulatorUrl, async () => attemptOf(await look(), n), terminal, signal);
  expectStatus(await tell(1), 'no-answer');

  await setCallee(atlas, AT_HOME);
  const waiting = await untilWaiting(look, signal);
  const state = `${waiting.status}, waiting for ${waiting.waiting?.for}`;
  terminal.line(
    `\nAtlas waits ${RETRY.delay_seconds} s (${state}). Ada comes home, and her phone rings again:`,
  );
  expectStatus(await tell(2), 'completed');
  terminal.line();
  const call = await look();
  const ends = call.attempts.map((attempt) => attempt.status).join(', then ');
  terminal.request('GET /calls/…', 200, `${call.status}, ${call.attempts.length} attempts: ${ends}`);
}

/** What the callee does from now on. */
async function setCallee({ simulatorUrl }: AtlasProcess, like: string): Promise<void> {
  await request('PUT', `${simulatorUrl}/simulator/callees/${USER.phone_number}`, { like });
}

/** The call once it is known that another attempt follows. */
async function untilWaiting(look: () => Promise<RetriedCall>, signal: AbortSignal): Promise<RetriedCall> {
  const deadline = Date.now() + QUEUED_WITHIN_MS;
  for (; Date.now() < deadline; await wait(POLL_MS, undefined, { signal })) {
    const call = await look();
    if (call.waiting || call.attempts.length > 1) return call;
  }
  throw new DemoError('The call does not wait for a second attempt.');
}

function expectStatus({ status }: AtlasCall, expected: string): void {
  if (status !== expected)
    throw new DemoError(`An attempt ended as ${status}, and should have as ${expected}.`);
}
