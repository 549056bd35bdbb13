import { DatabaseSettings } from './database-settings.js';
import { isE164 } from './e164.js';
import * as format from './environment-formats.js';
import { isOneOf, isWholeNumber, OptionalRule, Rule } from './rule.js';
import { EnvironmentVariable, parseNumber } from './variable.js';

export type TwilioMode = 'live' | 'simulator';

/** The account at Twilio, and the way there. */
export abstract class TwilioSettings extends DatabaseSettings {
  @EnvironmentVariable({
    name: 'TWILIO_MODE',
    group: 'Twilio',
    description: 'live or simulator; simulator is refused in production.',
    defaultNote: 'live where the credentials are set, else simulator',
    fix: 'set TWILIO_MODE=live or TWILIO_MODE=simulator',
    fixInProduction: 'set TWILIO_MODE=live or leave it empty',
  })
  @Rule(isOneOf('live', 'simulator'), 'must be live or simulator')
  readonly twilioMode!: TwilioMode;

  @EnvironmentVariable({
    name: 'TWILIO_ACCOUNT_SID',
    group: 'Twilio',
    description: 'Account SID, from the Twilio console.',
    requiredInProduction: true,
    fix: 'copy the Account SID from the Twilio console',
  })
  @OptionalRule((value) => /^AC[0-9a-z]{32}$/i.test(String(value)), 'must be AC followed by 32 characters')
  readonly twilioAccountSid?: string;

  @EnvironmentVariable({
    name: 'TWILIO_AUTH_TOKEN',
    group: 'Twilio',
    description: 'Auth token, from the Twilio console.',
    sensitive: true,
    requiredInProduction: true,
    fix: 'copy the Auth Token from the Twilio console',
  })
  @OptionalRule(format.isToken, 'must be an auth token without spaces')
  readonly twilioAuthToken?: string;

  @EnvironmentVariable({
    name: 'TWILIO_AUTH_TOKEN_SECONDARY',
    group: 'Twilio',
    description: 'Second token accepted on webhooks while tokens rotate.',
    sensitive: true,
    fix: 'copy the secondary Auth Token from the Twilio console or leave it empty',
  })
  @OptionalRule(format.isToken, 'must be an auth token without spaces')
  readonly twilioAuthTokenSecondary?: string;

  @EnvironmentVariable({
    name: 'TWILIO_API_KEY_SID',
    group: 'Twilio',
    description: 'API key for REST requests, in place of the auth token, which then only verifies webhooks.',
    fix: 'copy the SID of an API key from the Twilio console, or leave both TWILIO_API_KEY variables empty',
  })
  @OptionalRule((value) => /^SK[0-9a-f]{32}$/i.test(String(value)), 'must be SK followed by 32 hex digits')
  readonly twilioApiKeySid?: string;

  @EnvironmentVariable({
    name: 'TWILIO_API_KEY_SECRET',
    group: 'Twilio',
    description: 'Secret of that API key.',
    sensitive: true,
    fix: 'copy the secret that the Twilio console shows with a new API key, or leave both TWILIO_API_KEY variables empty',
  })
  @OptionalRule(format.isToken, 'must be a secret without spaces')
  readonly twilioApiKeySecret?: string;

  @EnvironmentVariable({
    name: 'TWILIO_FROM_NUMBER',
    group: 'Twilio',
    description: 'Number that calls come from, in E.164.',
    requiredInProduction: true,
    fix: 'use a number of your Twilio account, such as +14155552671',
  })
  @OptionalRule(isE164, 'must be an E.164 phone number')
  readonly twilioFromNumber?: string;

  @EnvironmentVariable({
    name: 'TWILIO_API_BASE_URL',
    group: 'Twilio',
    description: 'Where REST requests are sent: scheme, host and port.',
    defaultNote: "Twilio's own",
    fix: 'leave it empty, or set for example TWILIO_API_BASE_URL=https://api.twilio.com',
    parse: format.removeTrailingSlashes,
  })
  @OptionalRule(
    (value, env) =>
      format.isOrigin(value) &&
      ((env as TwilioSettings).environment !== 'production' || format.isTrustedTwilioOrigin(value)),
    'must be scheme, host and port; in production https under twilio.com, or loopback',
  )
  readonly twilioApiBaseUrl?: string;

  @EnvironmentVariable({
    name: 'HTTPS_PROXY',
    alias: 'https_proxy',
    group: 'Twilio',
    description:
      'Proxy for requests to Twilio, such as http://user:password@proxy:3128; never used for loopback.',
    sensitive: true,
    fix: 'set HTTPS_PROXY=http://proxy:3128 or leave it empty',
    parse: format.completeProxyUrl,
  })
  @OptionalRule(
    (value, env) => (env as TwilioSettings).twilioMode !== 'live' || format.isProxyUrl(value),
    'must be an http or https URL without a path',
  )
  readonly httpsProxy?: string;

  @EnvironmentVariable({
    name: 'NO_PROXY',
    alias: 'no_proxy',
    group: 'Twilio',
    description: 'Hosts that are reached without the proxy, with commas between them.',
    fix: 'set for example NO_PROXY=twilio.com',
  })
  readonly noProxy?: string;

  @EnvironmentVariable({
    name: 'TWILIO_TIMEOUT_MS',
    group: 'Twilio',
    description: 'Milliseconds that one REST request may take.',
    default: '10000',
    fix: 'set TWILIO_TIMEOUT_MS=10000',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(1, 300_000), 'must be an integer between 1 and 300000')
  readonly twilioTimeoutMs!: number;

  @EnvironmentVariable({
    name: 'RECONCILE_AFTER_SECONDS',
    group: 'Twilio',
    description: 'Seconds that a call may stay without news before Twilio is asked.',
    default: '120',
    fix: 'set RECONCILE_AFTER_SECONDS=120',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(1, 86_400), 'must be an integer between 1 and 86400')
  readonly reconcileAfterSeconds!: number;

  @EnvironmentVariable({
    name: 'SUBMISSION_DEADLINE_SECONDS',
    group: 'Twilio',
    description: 'Seconds after which a request without an answer or a trace at Twilio counts as failed.',
    default: '3600',
    fix: 'set SUBMISSION_DEADLINE_SECONDS=3600',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(1, 604_800), 'must be an integer between 1 and 604800')
  readonly submissionDeadlineSeconds!: number;
}
