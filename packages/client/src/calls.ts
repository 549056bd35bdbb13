import { eachByCursor } from './each.js';
import { read } from './read.js';
import {
  withKey,
  type Http,
  type QueryOf,
  type RequestOptions,
  type Schema,
  type WriteOptions,
} from './schema-types.js';
import { sleep } from './sleep.js';

/** Which calls: `{ status: ['completed'], has_feedback: false }`. */
export type CallFilter = Omit<QueryOf<'listCalls'>, 'cursor' | 'page' | 'with_total'>;

/** Whatever names a call: its `call_id`, or any of its SIDs. */
type CallName = string;

const LARGEST_PART = 100;

const OVER: ReadonlySet<Schema<'Call'>['status']> = new Set([
  'completed',
  'failed',
  'no-answer',
  'busy',
  'canceled',
]);

/** Calls: placed, followed, ended. */
export class Calls {
  constructor(private readonly http: Http) {}

  /** Has a call dialled, now or as its plan says. However often it is sent, it is one call. */
  place(call: Schema<'CreateCall'>, options: WriteOptions = {}): Promise<Schema<'Call'>> {
    return read(this.http.POST('/calls/outbound', { body: call, ...withKey(options) }));
  }

  /** The call as it is now. */
  get(call: CallName, { signal }: RequestOptions = {}): Promise<Schema<'Call'>> {
    return read(this.http.GET('/calls/{call}', { params: { path: { call } }, signal }));
  }

  /** One part of the calls, newest first. */
  list(query: QueryOf<'listCalls'> = {}, { signal }: RequestOptions = {}): Promise<Schema<'CallList'>> {
    return read(this.http.GET('/calls', { params: { query }, signal }));
  }

  /** Each of the calls, newest first, their parts read as they are needed: `for await (const call of atlas.calls.each())`. */
  each(
    filter: CallFilter = {},
    options: RequestOptions = {},
  ): AsyncGenerator<Schema<'Call'>, void, undefined> {
    return eachByCursor((cursor) =>
      this.list({ page_size: LARGEST_PART, with_total: false, ...filter, cursor }, options),
    );
  }

  /** How the call became what it is. */
  timeline(call: CallName, { signal }: RequestOptions = {}): Promise<Schema<'Timeline'>> {
    return read(this.http.GET('/calls/{call}/timeline', { params: { path: { call } }, signal }));
  }

  /**
   * The call once it is over, which is asked for every `everyMs` milliseconds. Where there are many, have a webhook tell
   * you instead.
   */
  async untilOver(
    call: CallName,
    { everyMs = 2_000, ...options }: RequestOptions & { everyMs?: number } = {},
  ): Promise<Schema<'Call'>> {
    for (;;) {
      const found = await this.get(call, options);
      // The end of an attempt is none of the call where another may follow.
      if (OVER.has(found.status)) return found;
      await sleep(everyMs, options.signal);
    }
  }

  /** Gives a call that waits another plan. */
  reschedule(
    call: CallName,
    changes: Schema<'Reschedule'>,
    { signal }: RequestOptions = {},
  ): Promise<Schema<'Call'>> {
    return read(this.http.PATCH('/calls/{call}', { params: { path: { call } }, body: changes, signal }));
  }

  /** Ends the call, whatever it does. */
  hangUp(call: CallName, { signal }: RequestOptions = {}): Promise<Schema<'Call'>> {
    return read(this.http.POST('/calls/{call}/hangup', { params: { path: { call } }, signal }));
  }

  /** Ends the call where nobody has answered yet. */
  cancel(call: CallName, { signal }: RequestOptions = {}): Promise<Schema<'Call'>> {
    return read(this.http.POST('/calls/{call}/cancel', { params: { path: { call } }, signal }));
  }

  /** Whether a number may be called now, why not, and from when on. */
  allowed(to: string, { signal }: RequestOptions = {}): Promise<Schema<'Allowed'>> {
    return read(this.http.GET('/calls/allowed', { params: { query: { to } }, signal }));
  }
}
