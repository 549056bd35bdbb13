import { contentOf } from './content.js';
import type { Forgery } from './evidence.js';
import { FORGERIES, type ForgedRequest, STRANGERS } from './forgery.js';
import { pause } from './pause.js';

const ANSWER_WITHIN_MS = 10_000;
const AGAIN_AFTER_MS = 300;
/** One webhook is forged for every four calls: 500 for 2,000. */
const CALLS_PER_FORGERY = 4;

/** Sends webhooks that Twilio never sent and asks without a key, of calls that exist, and writes down what Atlas answers. */
export class Forger {
  readonly forgeries: Forgery[] = [];
  private heardOf = 0;
  private readonly sending: Promise<void>[] = [];

  constructor(
    private readonly urls: string[],
    private readonly account: { sid: string; token: string },
    private readonly signal: AbortSignal,
  ) {}

  /** Hears of a call that was placed; every fourth is lied about. */
  hear(callId: string): void {
    this.heardOf += 1;
    if (this.heardOf % CALLS_PER_FORGERY === 0) this.sending.push(this.forge(callId));
  }

  /** Resolves when the last lie was answered. */
  async done(): Promise<void> {
    await Promise.all(this.sending);
  }

  private async forge(callId: string): Promise<void> {
    const n = this.heardOf / CALLS_PER_FORGERY;
    const kinds = Object.entries({ ...FORGERIES, ...STRANGERS });
    const [kind, make] = kinds[n % kinds.length] ?? [];
    if (!kind || !make) return;
    const [url = '', otherUrl = ''] = n % 2 === 0 ? this.urls : this.urls.toReversed();
    const request = make({ callId, url, otherUrl, account: this.account });
    const status = await this.untilAnswered(request);
    if (status !== undefined) this.forgeries.push({ kind, content: contentOf(request.fields), status });
  }

  /** An instance that was just killed is no answer: the lie is told again. */
  private async untilAnswered(request: ForgedRequest): Promise<number | undefined> {
    while (!this.signal.aborted) {
      const answer = await this.send(request).catch(() => null);
      if (answer !== null && answer < 500) return answer;
      await pause(AGAIN_AFTER_MS, this.signal);
    }
    return undefined;
  }

  private async send({ url, fields, signature }: ForgedRequest): Promise<number> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signature !== undefined && { 'x-twilio-signature': signature }),
      },
      body: new URLSearchParams(fields).toString(),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.arrayBuffer();
    return response.status;
  }
}
