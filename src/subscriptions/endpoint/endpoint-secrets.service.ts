import { Injectable } from '@nestjs/common';
import { SecretsService } from '../../secrets/secrets.service.js';
import type { SealedSecret, Subscription } from '../subscription.js';
import { seal, unseal } from './seal.js';
import { newSecret, signedHeaders } from '../../common/signing/webhook.signer.js';

/** For so long an old secret signs beside a new one. */
export const OVERLAP_MS = 24 * 3_600_000;

/** So many old secrets are kept: who is told that one is good until tomorrow may have heard of no later one. */
const MOST_OLD = 4;

/** Atlas cannot sign: that is no fault of the endpoint. */
export class SecretUnreadable extends Error {
  constructor(cause: unknown) {
    super('Atlas cannot read the secret: SECRETS_KEY is another than when it was made', { cause });
  }
}

/** The secrets that endpoints know us by: encrypted at rest, and shown once. */
@Injectable()
export class EndpointSecretsService {
  constructor(private readonly secrets: SecretsService) {}

  /** A new one: as the endpoint is to know it (Standard Webhooks' `whsec_…`), and as it is stored. */
  make(subscriptionId: string): { secret: string; sealed: string } {
    const secret = newSecret();
    return { secret, sealed: seal(this.key, subscriptionId, secret) };
  }

  /** The stored secrets with a new one; the others sign as well for a while. */
  rotated(secrets: SealedSecret[], sealed: string, now: Date): SealedSecret[] {
    const until = new Date(now.getTime() + OVERLAP_MS);
    const old = secrets
      .filter((each) => !each.until || each.until > now)
      .map((each) => ({ ...each, until: each.until ?? until }));
    return [{ sealed }, ...old.slice(0, MOST_OLD)];
  }

  /** The headers of Standard Webhooks for these bytes, signed by each secret that is good now. Throws SecretUnreadable. */
  headersOf(
    { id, secrets }: Pick<Subscription, 'id' | 'secrets'>,
    eventId: string,
    body: string,
    now: Date,
  ): Record<string, string> {
    const good = secrets.filter(({ until }) => !until || until > now);
    const opened = good.map(({ sealed }) => this.open(id, sealed));
    return signedHeaders(opened, eventId, body, now);
  }

  private open(id: string, sealed: string): string {
    try {
      return unseal(this.key, id, sealed);
    } catch (cause) {
      throw new SecretUnreadable(cause);
    }
  }

  private get key(): Buffer {
    return this.secrets.keyFor('subscriptions');
  }
}
