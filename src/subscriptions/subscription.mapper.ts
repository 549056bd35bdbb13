import { toMoment } from '../common/moment.js';
import type { Delivery, DeliveryFilter } from './deliveries/delivery.js';
import type { DeliveryDetails, DeliveryList } from './deliveries/deliveries.service.js';
import type { CreateSubscriptionDto } from './dto/create-subscription.dto.js';
import type { DeliveryDetailsDto, DeliveryDto, DeliveryListDto } from './dto/delivery.dto.js';
import type { ReplayDto } from './dto/replay.dto.js';
import type { SubscriptionDto, SubscriptionWithSecretDto } from './dto/subscription.dto.js';
import type { UpdateSubscriptionDto } from './dto/update-subscription.dto.js';
import { toCursor } from './position-cursor.js';
import type { NewSubscription, Subscription, SubscriptionChanges } from './subscription.js';
import type { WithSecret } from './subscriptions.service.js';

const iso = (moment: Date | undefined): string | null => moment?.toISOString() ?? null;

export const toSubscriptionDto = (subscription: Subscription): SubscriptionDto => ({
  id: subscription.id,
  url: subscription.url,
  description: subscription.description ?? null,
  types: subscription.types,
  enabled: !subscription.disabled,
  disabled_for: subscription.disabled?.why ?? null,
  disabled_at: iso(subscription.disabled?.at),
  failures: subscription.health.failures,
  failing_since: iso(subscription.health.failingSince),
  paused_until: iso(subscription.health.openUntil),
  succeeded_at: iso(subscription.health.succeededAt),
  old_secret_until: iso(subscription.secrets[1]?.until),
  created_at: subscription.createdAt.toISOString(),
  updated_at: subscription.updatedAt.toISOString(),
});

export const toSubscriptionWithSecretDto = ({
  subscription,
  secret,
}: WithSecret): SubscriptionWithSecretDto => Object.assign(toSubscriptionDto(subscription), { secret });

export const toNewSubscription = ({ url, types, description }: CreateSubscriptionDto): NewSubscription => ({
  url,
  types,
  ...(description !== undefined && { description }),
});

export const toSubscriptionChanges = (dto: UpdateSubscriptionDto): SubscriptionChanges => ({
  ...(dto.url !== undefined && { url: dto.url }),
  ...(dto.types !== undefined && { types: dto.types }),
  ...(dto.description !== undefined && { description: dto.description }),
  ...(dto.enabled !== undefined && { isEnabled: dto.enabled }),
});

export const toDeliveryDto = (delivery: Delivery): DeliveryDto => ({
  id: delivery.id,
  event_id: delivery.eventId,
  subscription_id: delivery.subscriptionId,
  type: delivery.type,
  call_id: delivery.callId ?? null,
  status: delivery.status,
  due_at: iso(delivery.dueAt),
  created_at: delivery.createdAt.toISOString(),
  tries: delivery.tries.map((each) => ({
    at: each.at.toISOString(),
    took_ms: each.tookMs,
    status: each.status ?? null,
    answer: each.answer ?? null,
    error: each.error ?? null,
  })),
});

/** A text as one word of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const curlOf = (url: string, headers: Record<string, string>, body: string): string =>
  [
    `curl -X POST ${quoted(url)}`,
    "-H 'content-type: application/json'",
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-raw ${quoted(body)}`,
  ].join(' \\\n  ');

export const toDeliveryDetailsDto = ({ delivery, url, request }: DeliveryDetails): DeliveryDetailsDto =>
  Object.assign(toDeliveryDto(delivery), {
    request: request ? { url, ...request, curl: curlOf(url, request.headers, request.body) } : null,
  });

export const toDeliveryListDto = ({ pageSize, data, next }: DeliveryList): DeliveryListDto => ({
  page_size: pageSize,
  data: data.map(toDeliveryDto),
  next_cursor: next && toCursor(next),
});

export const toReplayFilter = (subscriptionId: string, dto: ReplayDto): DeliveryFilter => ({
  subscriptionId,
  ...(dto.status && { status: dto.status }),
  ...(dto.type && { type: dto.type }),
  ...(dto.since !== undefined && { since: toMoment(dto.since) }),
  ...(dto.until !== undefined && { until: toMoment(dto.until) }),
});
