import { callParameters } from '../callbacks/call-parameters.js';
import type { Actor } from '../callees/actor.js';
import type { Call } from '../calls/call.js';
import type { Endpoint } from '../calls/call-request.js';
import type { Line } from '../calls/line.js';
import type { Exchange } from '../exchange.js';
import { newSid } from '../sid.js';
import { TwimlError } from './twiml-element.js';

/** Where the next document comes from. */
export type Source = (Endpoint & { params?: Readonly<Record<string, string>> }) | { twiml: string };

/** What a verb does to the flow: go to another document, or hang up. Nothing: the next verb runs. */
export type Flow = { goTo: Source } | 'hang up' | undefined;

/** One call's way through its TwiML: what every verb needs. */
export class Session {
  /** The document being run; relative URLs are resolved against it. */
  current: Source = { twiml: '' };
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
    if (!URL.canParse(url, base)) throw new TwimlError(11100, `Invalid URL format: ${url}`);
    return new URL(url, base).href;
  }

  notify(level: 'error' | 'warning', code: number, message: string): void {
    const last = this.call.webhooks.findLast(({ kind }) => kind === 'voice' || kind === 'action');
    const answer = last?.tries.at(-1);
    this.call.notifications.push({
      sid: newSid('NO'),
      level,
      code,
      message,
      at: this.call.clock.now(),
      ...(last && {
        request: {
          method: last.endpoint.method,
          url: last.endpoint.url,
          parameters: new URLSearchParams(last.params).toString(),
        },
      }),
      ...(answer && {
        response: { status: answer.status, contentType: answer.contentType, body: answer.body },
      }),
    });
  }

  /** The fields of a request for TwiML, with those of the verb that asks for it. */
  parameters(extra: Readonly<Record<string, string>> = {}, status = 'in-progress'): Record<string, string> {
    const { answeredBy } = this.call;
    return { ...callParameters(this.call, status), ...(answeredBy && { AnsweredBy: answeredBy }), ...extra };
  }
}
