import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isWebhook } from '../../common/http/media-type.js';
import { type Answered, RequestWatches } from '../../common/http/request-watches.js';
import { routeTemplate } from '../../common/http/route-template.js';
import { Clock } from '../../common/time/clock.service.js';
import { Environment } from '../../config/environment.js';
import { mismatchOf } from '../../twilio/signature-mismatch.js';
import type { SignedRequest } from '../../twilio/signed-request.js';
import { TwilioAccount } from '../../twilio/twilio-account.js';
import { sortOf } from './result-of.js';
import { WebhookCountsService } from './webhook-counts.service.js';

/** What is wrong with a signature is looked into this often at most, whatever strangers send. */
const LOOK_EVERY_MS = 200;

/** Has each webhook counted once it is answered, with what was wrong with it. */
@Injectable()
export class WebhookWatchService implements OnModuleInit {
  private lookedAt = -Infinity;

  constructor(
    private readonly watches: RequestWatches,
    private readonly counts: WebhookCountsService,
    private readonly account: TwilioAccount,
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.watches.add((answered) => this.watch(answered));
  }

  private watch({ request, response, isWhole }: Answered): void {
    // Also what is signed and came to another path: a proxy may pass on another one than Twilio was given.
    if (!isWebhook(request) && request.headers['x-twilio-signature'] === undefined) return;
    const { path } = request;
    const ended = { route: routeTemplate(request), path, status: response.statusCode, isWhole };
    this.counts.count(sortOf(ended, () => this.mismatch(request)));
  }

  private mismatch(request: SignedRequest): string {
    const now = this.clock.monotonic();
    if (now - this.lookedAt < LOOK_EVERY_MS)
      return request.headers['x-twilio-signature'] === undefined ? 'unsigned' : 'signature';
    this.lookedAt = now;
    return mismatchOf(request, this.account, this.environment.allowedHosts);
  }
}
