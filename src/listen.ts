import { parseArguments, runWithArguments, UsageError } from './common/process/program-arguments.js';
import { clientKey } from './config/client-key.js';
import { EventReader, ReadingFailed } from './listen/event-reader.js';
import { listen } from './listen/listening.js';
import { newSigner } from './listen/forward.signer.js';

const USAGE = [
  'Usage: npm run listen -- [--forward URL] [--url URL] [--key KEY]',
  '',
  'Shows the events of a running Atlas as they happen, about two seconds late, and forwards them to a program on this',
  'machine as Atlas would send them. They are signed with a secret that is made for this run and shown at its start.',
  '',
  '  --forward URL  where each event is sent to, such as http://localhost:3000/hook',
  '  --url URL      where Atlas is (http://localhost:8000)',
  '  --key KEY      an API key with the scope subscriptions:read; ATLAS_API_KEY counts too',
].join('\n');

const text = { type: 'string' } as const;

const addressOf = (name: string, value: string): string => {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value.replace(/\/+$/, '');
  throw new UsageError(`--${name} must be an http or https URL`);
};

interface Options {
  url: string;
  forward?: string;
  key?: string;
}

const readOptions = (args: string[]): Options => {
  const { values } = parseArguments(args, { forward: text, url: text, key: text });
  const key = values.key ?? clientKey();
  return {
    url: addressOf('url', values.url ?? 'http://localhost:8000'),
    ...(values.forward !== undefined && { forward: addressOf('forward', values.forward) }),
    ...(key && { key }),
  };
};

const run = async ({ url, forward, key }: Options): Promise<number> => {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const signer = newSigner();
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print(forward === undefined ? `Listening to ${url}` : `Forwarding what ${url} tells to ${forward}`);
  if (forward !== undefined) print(`Signed with ${signer.secret}`);
  const reader = new EventReader(url, key);
  try {
    await listen({
      reader,
      signer,
      ...(forward !== undefined && { forward }),
      print,
      stopping: stopping.signal,
    });
    return 0;
  } catch (error) {
    if (!(error instanceof ReadingFailed)) throw error;
    process.stderr.write(`${url} does not tell: ${error.message}\n`);
    return 1;
  }
};

await runWithArguments(USAGE, readOptions, run);
