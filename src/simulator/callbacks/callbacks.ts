import type { Call } from '../calls/call.js';
import { notify } from '../calls/notification.js';
import type { CallbackFate, FaultPlan } from '../faults/fault-plan.js';
import { AwaitedServers } from './awaited-servers.js';
import { CallbackQueue } from './callback-queue.js';
import { goodAnswer, type Courier } from './courier.js';
import type { Tape, Wish } from './tape.js';
import type { Webhook, WebhookRecord } from './webhook.js';

/** Twilio's warning about a callback that was not answered well. */
const CALLBACK_FAILED = 15003;
/** How long a callback waits for the one that is to overtake it. */
const OVERTAKEN_WITHIN_MS = 10_000;

/** What a person wishes, in place of what the plan of faults had in mind. */
const wished = (wish: Wish): CallbackFate => ({
  isLost: wish.act === 'lose',
  isDuplicated: wish.act === 'twice',
  isReordered: false,
  delaySeconds: wish.act === 'late' ? wish.seconds : 0,
});

/** Sends what nobody waits for: status, recording, transcription and detection callbacks, in order for each call. */
export class Callbacks {
  private readonly queue = new CallbackQueue();
  private readonly overtakers = new WeakMap<Call, () => void>();
  private readonly servers = new AwaitedServers();

  constructor(
    private readonly courier: Courier,
    private readonly faults: FaultPlan,
    private readonly tape: Tape,
  ) {}

  /** Writes the callback down now and sends it after those before it. Resolves when it was delivered or given up. */
  send(call: Call, webhook: Webhook): Promise<void> {
    const count = call.webhooks.filter(
      ({ kind, event }) => kind === webhook.kind && event === webhook.event,
    ).length;
    const fate = this.faults.ofCallback(`${call.key}|${webhook.kind}|${webhook.event}|${count}`);
    // What waits from here on holds the record alone: the fields, thousands at once, weigh much more.
    const record = this.courier.register(call, webhook);
    record.isPending = !fate.isLost;
    if (this.tape.mayHold)
      return this.tape.hold(record).then((wish) => this.meet(wished(wish), call, record));
    const wish = this.tape.wishFor();
    return this.meet(wish ? wished(wish) : fate, call, record);
  }

  /** Sends a webhook once more, as it was; it is late where it was lost. */
  repeat(call: Call, record: WebhookRecord): Promise<void> {
    record.faults.push('again');
    return this.queue.add(call, () => this.deliver(call, record));
  }

  /** Sends what a call that outlived the simulator still had to tell, and waits with it until its server is there. */
  resume(call: Call): void {
    const pending = call.webhooks.filter(({ isPending }) => isPending);
    const urls = [...pending.map(({ endpoint }) => endpoint.url), call.request.statusCallback?.url ?? ''];
    for (const url of urls) void this.queue.add(call, () => this.servers.reached(url));
    for (const record of pending) void this.queue.add(call, () => this.deliver(call, record));
  }

  /** Waits for no server any more. */
  close(): void {
    this.servers.close();
  }

  /** Delivers a callback as its fate wants it. */
  private async meet(fate: CallbackFate, call: Call, record: WebhookRecord): Promise<void> {
    if (fate.isLost) {
      record.faults.push('lost');
      record.isPending = false;
      call.changed();
      return;
    }
    if (fate.delaySeconds > 0) await this.holdBack(call, record, fate);
    else if (fate.isReordered) await this.letOvertake(call, record);
    else await this.sendInOrder(call, record);
    if (!fate.isDuplicated) return;
    record.faults.push('duplicated');
    await this.queue.add(call, () => this.deliver(call, record));
  }

  private async sendInOrder(call: Call, record: WebhookRecord): Promise<void> {
    const overtake = this.overtakers.get(call);
    this.overtakers.delete(call);
    await this.queue.add(call, () => this.deliver(call, record));
    overtake?.();
  }

  private async holdBack(call: Call, record: WebhookRecord, { delaySeconds }: CallbackFate): Promise<void> {
    record.faults.push('delayed');
    await call.clock.fork().sleep(delaySeconds * 1000);
    await this.deliver(call, record);
  }

  /** Waits until the callback after this one is delivered; gives up when none comes. */
  private async letOvertake(call: Call, record: WebhookRecord): Promise<void> {
    record.faults.push('reordered');
    const overtaken = new AbortController();
    this.overtakers.get(call)?.();
    this.overtakers.set(call, () => overtaken.abort());
    await call.clock.fork().sleep(OVERTAKEN_WITHIN_MS, overtaken.signal);
    await this.deliver(call, record);
  }

  private async deliver(call: Call, record: WebhookRecord): Promise<void> {
    if (call.isForgotten) return;
    const delivery = await this.courier.deliver(call, record);
    record.isPending = false;
    call.changed();
    if (goodAnswer(delivery)) return;
    const what = delivery.answered ? `HTTP ${delivery.status} response` : `no response (${delivery.message})`;
    const message = `Got ${what} to ${record.endpoint.url}`;
    notify(call, { level: 'warning', code: CALLBACK_FAILED, message, webhook: record });
  }
}
