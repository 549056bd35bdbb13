import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { keepRenewed } from '../../common/keep-renewed.js';
import { DisablingService } from '../disabling.service.js';
import { type Event, newEvent } from '../events/event.js';
import { EventsRepository } from '../events/events.repository.js';
import type { DisabledFor, Health, Subscription } from '../subscription.js';
import { SubscriptionsRepository } from '../subscriptions.repository.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { Delivery, DeliveryResult } from './delivery.js';
import { afterFailure, atOnce, failed, isGivenUp, isPaused, succeeded } from './patience.js';
import { SendingService, type Sent } from './sending.service.js';
import { Turn } from './turn.js';

/** What a killed instance was sending to waits so long at most; who sends renews it in time. */
const LEASE_MS = 30_000;
/** So many deliveries are sent to an endpoint, and written down together. */
const AT_ONCE = { sent: 8, noted: 50 };
const GONE = 410;

/** What is sent to one endpoint by one instance. */
interface Sending {
  endpoint: Subscription;
  health: Health;
  results: DeliveryResult[];
  isGone: boolean;
}

/** Sends to one endpoint after the other what is due: each endpoint's deliveries wait for none of another's. */
@Injectable()
export class DeliveringService {
  private readonly logger = new Logger('Subscriptions');
  private readonly name = randomUUID();

  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly events: EventsRepository,
    private readonly sender: SendingService,
    private readonly disabling: DisablingService,
    private readonly clock: Clock,
  ) {}

  /** Sends all that is due to one endpoint, unless another instance does. The signal stops it early. */
  async deliver(subscriptionId: string, stopping: AbortSignal): Promise<void> {
    const turn = new Turn(stopping, () => this.clock.monotonic());
    const leased = await this.lease(subscriptionId);
    if (!leased) return;
    let endpoint: Subscription | null = leased;
    const endRenewal = keepRenewed(LEASE_MS, () => this.renew(subscriptionId, turn));
    try {
      while (endpoint && !turn.isOver && (await this.deliverSome(endpoint, turn)))
        endpoint = await this.lease(subscriptionId);
    } finally {
      // Else it may lease it again after the release.
      await endRenewal();
      await this.release(endpoint ?? leased);
    }
  }

  private lease(id: string): Promise<Subscription | null> {
    const now = this.now();
    return this.subscriptions.lease(id, this.name, now, new Date(now.getTime() + LEASE_MS));
  }

  /** Where that fails another instance may send the same, as may be; one that does is left alone. */
  private async renew(id: string, turn: Turn): Promise<void> {
    const renewed = await this.lease(id).catch(() => undefined);
    if (renewed === null) turn.end();
  }

  private async release({ id, rings }: Subscription): Promise<void> {
    const nextDueAt = await this.deliveries.nextDueAt(id);
    await this.subscriptions.release(id, this.name, rings, nextDueAt);
  }

  /** Whether there may be more. */
  private async deliverSome(endpoint: Subscription, turn: Turn): Promise<boolean> {
    const { id, health } = endpoint;
    if (isPaused(health, this.now())) return false;
    const usual = atOnce(health, AT_ONCE.sent);
    const due = await this.deliveries.findDue(id, this.now(), usual === 1 ? 1 : turn.most);
    if (due.length === 0) return false;
    const found = await this.events.findByIds(due.map(({ eventId }) => eventId));
    const byId = new Map(found.map((event) => [event.id, event]));
    const sending: Sending = { endpoint, health, results: [], isGone: false };
    const queue = due.values();
    let sent = 0;
    const lanes = Array.from({ length: usual }, async () => {
      for (const delivery of queue) {
        // The first ones are sent also where a slow database took so long for them.
        if (sent >= usual && turn.isStale) return;
        if (turn.isOver || sending.isGone || isPaused(sending.health, this.now())) return;
        sent += 1;
        await this.deliverOne(sending, delivery, byId.get(delivery.eventId)).catch((error: unknown) => {
          // The others would go on without a lease.
          turn.end();
          throw error;
        });
      }
    });
    await Promise.allSettled(lanes);
    await this.note(sending);
    await Promise.all(lanes);
    const isMore = await this.settle(sending);
    turn.readAgain(sent);
    return isMore;
  }

  private async deliverOne(sending: Sending, delivery: Delivery, event: Event | undefined): Promise<void> {
    const sent = event
      ? await this.sender.send(sending.endpoint, event)
      : { at: this.now(), tookMs: 0, error: 'The event is kept no more', isTaken: false, isOwnFault: true };
    const { isTaken, isOwnFault, retryAfter: _retryAfter, ...tried }: Sent = sent;
    const now = this.now();
    if (!isOwnFault) sending.health = isTaken ? succeeded(sending.health, now) : failed(sending.health, now);
    sending.isGone ||= sent.status === GONE;
    const next = resultOf(sent, delivery, event !== undefined, now);
    sending.results.push({ id: delivery.id, asFound: delivery.dueAt, try: tried, ...next });
    if (sending.results.length >= AT_ONCE.noted) await this.note(sending);
  }

  /** What the process loses before it is written down is sent again. */
  private async note(sending: Sending): Promise<void> {
    const results = sending.results.splice(0);
    await this.deliveries.note(results).catch((error: unknown) => {
      sending.results.push(...results);
      throw error;
    });
  }

  /** Whether the endpoint is to be sent more. */
  private async settle({ endpoint, health, isGone }: Sending): Promise<boolean> {
    const now = this.now();
    const why = isGone ? 'gone' : 'failing';
    const isOver = isGone || isGivenUp(health, now);
    const standing = { health, ...(isOver && ended(endpoint, why, now)) };
    // Another instance sends to it by now, or it was changed, disabled, or is to be tried at once: what it is then is
    // none of this one's, and the next lease tells what follows.
    if (!(await this.subscriptions.noteHealth(endpoint, this.name, standing))) return true;
    if (!isOver) return true;
    this.logger.warn(`Subscription ${endpoint.id} is disabled: it ${isGone ? 'is gone' : 'failed for days'}`);
    await this.disabling.announce();
    return false;
  }

  private now(): Date {
    return new Date(this.clock.wall());
  }
}

const ended = (
  { id, url }: Subscription,
  why: DisabledFor,
  at: Date,
): Pick<Subscription, 'disabled' | 'telling'> => ({
  disabled: { why, at },
  telling: newEvent('subscription.disabled', { subscription_id: id, host: new URL(url).host, reason: why }),
});

const resultOf = (
  { isTaken, retryAfter }: Sent,
  { failures }: Delivery,
  isKept: boolean,
  now: Date,
): Pick<DeliveryResult, 'status' | 'dueAt'> => {
  if (isTaken) return { status: 'delivered' };
  return isKept ? afterFailure(failures + 1, now, retryAfter) : { status: 'dead' };
};
