import { callParameters } from '../callbacks/call-parameters.js';
import type { Actor } from '../callees/actor.js';
import type { Call } from '../calls/call.js';
import type { Endpoint } from '../calls/call-request.js';
import type { Line } from '../calls/line.js';
import { notify, type Complaint } from '../calls/notification.js';
import type { Exchange } from '../exchange.js';
import { TwimlError } from './twiml-element.js';

/** Where the next document comes from. */
export type Source = (Endpoint & { params?: Readonly<Record<string, string>> }) | { twiml: string };

/** What a verb does to the flow: go to another document, or hang up. Nothing: the next verb runs. */
export type Flow = { goTo: Source } | 'hang up' | undefined;

/** Twilio's code for a URL that cannot be asked. */
const INVALID_URL = 11100;

/** The request that a verb ends with: its URL and the verb's own fields. Given TwiML is simply run again. */
export const followUp = (source: Source, params: Record<string, string>): Source =>
  'twiml' in source ? source : { url: source.url, method: source.method, params };

/** One call's way through its TwiML: what every verb needs. */
export class Session {
  /** The document being run; relative URLs are resolved against it. */
  current: Source = { twiml: '' };
  /** The live transcriptions that go on, by name. */
  readonly transcriptions = new Map<string, { stop(): void }>();
  /** The fallback URL is asked once in a call. */
  triedFallback = false;

  constructor(
    readonly exchange: Exchange,
    readonly line: Line,
    readonly actor: Actor,
  ) {}

  get call(): Call {
    return this.line.call;
  }

  resolve(url: string): string {
    const base = 'url' in this.current ? this.current.url : undefined;
    const resolved = URL.canParse(url, base) ? new URL(url, base) : undefined;
    if (resolved && /^https?:$/.test(resolved.protocol)) return resolved.href;
    throw new TwimlError(INVALID_URL, `Invalid URL format: ${url}`);
  }

  notify(level: Complaint['level'], code: number, message: string): void {
    const webhook = this.call.webhooks.findLast(({ kind }) => kind === 'voice' || kind === 'action');
    notify(this.call, { level, code, message, ...(webhook && { webhook }) });
  }

  /** The fields of a request for TwiML, with those of the verb that asks for it. */
  parameters(extra: Readonly<Record<string, string>> = {}, status = 'in-progress'): Record<string, string> {
    const { answeredBy } = this.call;
    return { ...callParameters(this.call, status), ...(answeredBy && { AnsweredBy: answeredBy }), ...extra };
  }
}
