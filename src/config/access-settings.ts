import { isOneOf, isWholeNumber, OptionalRule, Rule } from './rule.js';
import { ServerSettings } from './server-settings.js';
import { EnvironmentVariable, parseNumber } from './variable.js';

const isLongEnough = (value: unknown): boolean => typeof value === 'string' && value.length >= 32;

/** Who gets in. */
export abstract class AccessSettings extends ServerSettings {
  @EnvironmentVariable({
    name: 'AUTH_DISABLED',
    group: 'Access',
    description:
      'true lets everybody in without a key, although calls are real: for trying out on a machine of your own. Refused in production.',
    default: 'false',
    fix: 'leave it empty, and make a key with "npm run keys -- create"',
  })
  @Rule(isOneOf('true', 'false'), 'must be true or false')
  readonly authDisabled!: 'true' | 'false';

  @EnvironmentVariable({
    name: 'DOCS',
    group: 'Access',
    description: 'off leaves out the documentation at /docs, /redoc and /openapi.json.',
    default: 'on',
    fix: 'set DOCS=on or DOCS=off',
  })
  @Rule(isOneOf('on', 'off'), 'must be on or off')
  readonly docs!: 'on' | 'off';

  @EnvironmentVariable({
    name: 'SECRETS_KEY',
    group: 'Access',
    description:
      'Secret of at least 32 characters behind links and keyed hashes; it never changes. Without it Atlas makes one and keeps it in the database.',
    sensitive: true,
    fix: 'set SECRETS_KEY to 32 or more random characters before the first start, or leave it empty',
  })
  @OptionalRule(isLongEnough, 'must have at least 32 characters')
  readonly secretsKey?: string;

  @EnvironmentVariable({
    name: 'REQUESTS_PER_MINUTE',
    group: 'Access',
    description:
      'Requests that an API key, or an address where nobody needs one, may send in any minute, over all instances.',
    defaultNote: '600; no limit while no phone can ring',
    fix: 'set REQUESTS_PER_MINUTE=600 or leave it empty',
    parse: parseNumber,
  })
  @OptionalRule(isWholeNumber(1, 1_000_000), 'must be an integer between 1 and 1000000')
  readonly requestsPerMinute?: number;

  @EnvironmentVariable({
    name: 'PLACINGS_PER_MINUTE',
    group: 'Access',
    description: 'How many of them may place a call.',
    defaultNote: '60, or 60 times TWILIO_CPS where that is above 1; no limit while no phone can ring',
    fix: 'set PLACINGS_PER_MINUTE=60 or leave it empty',
    parse: parseNumber,
  })
  @OptionalRule(isWholeNumber(1, 1_000_000), 'must be an integer between 1 and 1000000')
  readonly placingsPerMinute?: number;
}
