import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { VERSION } from '../../common/version.js';
import { Environment } from '../../config/environment.js';
import { destinationOf, DestinationRefused } from '../endpoint/destination.js';
import { EndpointSecretsService } from '../endpoint/endpoint-secrets.service.js';
import { post } from '../endpoint/post.js';
import type { Event } from '../events/event.js';
import type { Subscription } from '../subscription.js';
import type { DeliveryTry } from './delivery.js';

/** An endpoint that has not answered within this time has failed. */
const WITHIN_MS = 15_000;

/** A try, and what follows from it. */
export interface Sent extends DeliveryTry {
  isTaken: boolean;
  /** Seconds. */
  retryAfter?: number;
}

const reasonOf = (error: unknown): string => {
  if (error instanceof DestinationRefused) return error.message;
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'TimeoutError' || name === 'AbortError')
    return `No answer within ${WITHIN_MS / 1_000} seconds`;
  return code === undefined ? 'The connection failed' : `The connection failed: ${code}`;
};

/** Fails where the work takes longer; a name server may. */
const within = <T>(ms: number, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DOMException('Too long', 'TimeoutError')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

/** Sends one event to one endpoint, once. */
@Injectable()
export class SendingService {
  constructor(
    private readonly secrets: EndpointSecretsService,
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {}

  /** Never fails: what went wrong is in the answer. */
  async send(endpoint: Pick<Subscription, 'id' | 'url' | 'secrets'>, { id, body }: Event): Promise<Sent> {
    const at = new Date(this.clock.wall());
    const from = this.clock.monotonic();
    const tookMs = (): number => Math.round(this.clock.monotonic() - from);
    try {
      const destination = await within(WITHIN_MS, destinationOf(endpoint.url, this.rules));
      const headers = {
        ...this.secrets.headersOf(endpoint, id, body, at),
        'user-agent': `Atlas/${VERSION}`,
      };
      const { status, answer, retryAfter } = await post(
        destination,
        headers,
        body,
        Math.max(1, WITHIN_MS - tookMs()),
      );
      const isTaken = status >= 200 && status < 300;
      return {
        at,
        tookMs: tookMs(),
        status,
        answer,
        isTaken,
        ...(retryAfter !== undefined && { retryAfter }),
      };
    } catch (error) {
      return { at, tookMs: tookMs(), error: reasonOf(error), isTaken: false };
    }
  }

  get rules(): { isProduction: boolean; allowsLoopback: boolean } {
    const { environment, subscriptionsLoopback } = this.environment;
    return { isProduction: environment === 'production', allowsLoopback: subscriptionsLoopback === 'on' };
  }
}
