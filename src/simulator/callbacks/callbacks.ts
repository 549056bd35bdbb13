import type { Call } from '../calls/call.js';
import { CallbackQueue } from './callback-queue.js';
import type { Courier } from './courier.js';
import type { Webhook } from './webhook.js';

/** Sends what nobody waits for: status, recording, transcription and detection callbacks, in order for each call. */
export class Callbacks {
  private readonly queue = new CallbackQueue();

  constructor(private readonly courier: Courier) {}

  /** Writes the callback down now and sends it after those before it. Resolves when it was delivered or given up. */
  send(call: Call, webhook: Webhook): Promise<void> {
    const record = this.courier.register(call, webhook);
    return this.queue.add(call, () => this.courier.deliver(record));
  }
}
