import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { waitFor } from './wait-for.js';

export interface SentEvent {
  event: string;
  id: string;
  data: { id?: string; version?: number };
}

/** A stream of server-sent events that is being read. */
export interface EventReader {
  headers: IncomingHttpHeaders;
  /** All that came so far. */
  seen(): SentEvent[];
  /** The first event of this name, once it is there. */
  next(event: string): Promise<SentEvent>;
  /** The first that tells of the call in this version or a later one. */
  untilCall(id: string, version: number): Promise<SentEvent>;
  /** When the server has ended it. */
  end: Promise<void>;
  close(): void;
}

const fieldOf = (block: string, name: string): string =>
  new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';

const toEvent = (block: string): SentEvent[] =>
  fieldOf(block, 'event')
    ? [
        {
          event: fieldOf(block, 'event'),
          id: fieldOf(block, 'id'),
          data: JSON.parse(fieldOf(block, 'data')) as SentEvent['data'],
        },
      ]
    : [];

/** Reads server-sent events as a browser does. */
export const readEvents = async (url: string, headers: Record<string, string> = {}): Promise<EventReader> => {
  const request = get(url, { headers, agent: false });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  if (response.statusCode !== 200) throw new Error(`The stream is refused with ${response.statusCode}`);
  let text = '';
  response.setEncoding('utf8').on('data', (part: string) => (text += part));
  const end = new Promise<void>((resolve) => response.once('close', resolve));
  response.on('error', () => undefined);
  const seen = (): SentEvent[] => text.split('\n\n').slice(0, -1).flatMap(toEvent);
  const first = async (what: string, isIt: (event: SentEvent) => boolean): Promise<SentEvent> => {
    await waitFor(what, async () => seen().some(isIt), 10_000);
    return seen().find(isIt)!;
  };
  return {
    headers: response.headers,
    seen,
    next: (event) => first(event, (each) => each.event === event),
    untilCall: (id, version) =>
      first(`version ${version} of ${id}`, ({ data }) => data.id === id && (data.version ?? 0) >= version),
    end,
    close: () => void request.destroy(),
  };
};
