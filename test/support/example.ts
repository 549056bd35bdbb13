import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect } from '@jest/globals';
import { childEnvironment } from '../../src/config/child-environment.js';
import { signedEvent, someWebhookSecret, type SignedEvent } from './signed-event.js';
import { waitFor } from './wait-for.js';

/** An example that runs in a process of its own. */
interface RunningExample {
  child: ChildProcess;
  output(): string;
}

const start = (command: string, args: string[], settings: Record<string, string>): RunningExample => {
  const child = spawn(command, args, { env: childEnvironment(settings), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (output += part));
  return { child, output: () => output };
};

/** Runs an example to its end; answers the lines that it printed. Throws where it failed. */
export const runExample = async (args: string[], settings: Record<string, string>): Promise<string[]> => {
  const { child, output } = start(process.execPath, args, settings);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${output()}`);
  return output().trim().split('\n');
};

/** A receiver of webhooks among the examples; `args` is given the port. */
export interface Receiver {
  command: string;
  args: (port: number) => string[];
}

/** Lets it listen on this port, with this secret, while `use` is under way; that is given what it prints. */
export const whileReceiving = async (
  { command, args }: Receiver,
  { port, secret }: { port: number; secret: string },
  use: (output: () => string) => Promise<void>,
): Promise<void> => {
  const settings = { WEBHOOK_SECRET: secret, PORT: String(port) };
  const { child, output } = start(command, args(port), settings);
  try {
    await waitFor(
      'the receiver to listen',
      () =>
        fetch(`http://127.0.0.1:${port}/`).then(
          () => true,
          () => false,
        ),
      60_000,
    );
    await use(output);
  } finally {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
};

/** Shows that a receiver does each event once, and none that is not signed. */
export const expectReceiver = async (receiver: Receiver, port: number): Promise<void> => {
  const secret = someWebhookSecret();
  const post = async (event: SignedEvent): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}/webhooks`, { method: 'POST', ...event })).status;
  const event = signedEvent(secret, 'call.ended', { call_id: 'c-1', sequence: 3 });
  const other = signedEvent(someWebhookSecret(), 'call.ended', { call_id: 'c-2', sequence: 1 });
  const changed = { ...event, body: event.body.replace('c-1', 'c-3') };
  await whileReceiving(receiver, { port, secret }, async (output) => {
    expect(await Promise.all([other, changed].map(post))).toEqual([400, 400]);
    expect([await post(event), await post(event)]).toEqual([204, 204]);
    expect(
      output()
        .split('\n')
        .filter((line) => line.startsWith('call.')),
    ).toEqual([expect.stringMatching(/^call\.ended \{"call_id": ?"c-1"/)]);
  });
};
