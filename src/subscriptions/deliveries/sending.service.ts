import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { inTime } from '../../common/time/in-time.js';
import { VERSION } from '../../common/version.js';
import { Environment } from '../../config/environment.js';
import { destinationOf, DestinationRefused, destinationRulesOf } from '../endpoint/destination.js';
import { EndpointSecretsService, SecretUnreadable } from '../endpoint/endpoint-secrets.service.js';
import { post } from '../endpoint/post.js';
import type { Event } from '../events/event.js';
import type { Subscription } from '../subscription.js';
import type { DeliveryTry } from './delivery.js';

/** An endpoint that has not answered within this time has failed. */
const WITHIN_MS = 15_000;

/** A try, and what follows from it. */
export interface Sent extends DeliveryTry {
  isTaken: boolean;
  /** Whether the endpoint was not asked, for Atlas could not. */
  isOwnFault?: boolean;
  /** Seconds. */
  retryAfter?: number;
}

const tooLate = (): Error => new DOMException('Too long', 'TimeoutError');

const reasonOf = (error: unknown): string => {
  if (error instanceof DestinationRefused || error instanceof SecretUnreadable) return error.message;
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'TimeoutError' || name === 'AbortError')
    return `No answer within ${WITHIN_MS / 1_000} seconds`;
  return code === undefined ? 'The connection failed' : `The connection failed: ${code}`;
};

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
      const rules = destinationRulesOf(this.environment);
      // A name server may take longer than an endpoint.
      const destination = await inTime(WITHIN_MS, destinationOf(endpoint.url, rules), tooLate);
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
      const isOwnFault = error instanceof SecretUnreadable;
      return { at, tookMs: tookMs(), error: reasonOf(error), isTaken: false, isOwnFault };
    }
  }
}
