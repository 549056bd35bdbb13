import type { Call } from '../calls/call.js';
import { notify } from '../calls/notification.js';
import { CallbackQueue } from './callback-queue.js';
import { goodAnswer, type Courier } from './courier.js';
import type { Webhook, WebhookRecord } from './webhook.js';

/** Twilio's warning about a callback that was not answered well. */
const CALLBACK_FAILED = 15003;

/** Sends what nobody waits for: status, recording, transcription and detection callbacks, in order for each call. */
export class Callbacks {
  private readonly queue = new CallbackQueue();

  constructor(private readonly courier: Courier) {}

  /** Writes the callback down now and sends it after those before it. Resolves when it was delivered or given up. */
  send(call: Call, webhook: Webhook): Promise<void> {
    const record = this.courier.register(call, webhook);
    return this.queue.add(call, () => this.deliver(call, record));
  }

  private async deliver(call: Call, record: WebhookRecord): Promise<void> {
    const delivery = await this.courier.deliver(record);
    if (goodAnswer(delivery)) return;
    const what = delivery.answered ? `HTTP ${delivery.status} response` : `no response (${delivery.message})`;
    const message = `Got ${what} to ${record.endpoint.url}`;
    notify(call, { level: 'warning', code: CALLBACK_FAILED, message, webhook: record });
  }
}
