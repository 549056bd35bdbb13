import { AuditSettings } from './audit-settings.js';
import { isWholeNumber, OptionalRule, Rule } from './rule.js';
import { EnvironmentVariable, parseNumber } from './variable.js';

/** How many calls the whole deployment makes. */
export abstract class DispatchSettings extends AuditSettings {
  @EnvironmentVariable({
    name: 'TWILIO_CPS',
    group: 'Dispatch',
    description:
      'Calls a second that the Twilio account allows, over all instances. Below 1 it is one call each 1/TWILIO_CPS seconds.',
    default: '1',
    fix: 'set TWILIO_CPS=1, or what the Twilio console says of your account',
    parse: parseNumber,
  })
  @Rule(
    (value) => typeof value === 'number' && value >= 0.1 && value <= 1000,
    'must be a number between 0.1 and 1000',
  )
  readonly twilioCps!: number;

  @EnvironmentVariable({
    name: 'MAX_CONCURRENT_CALLS',
    group: 'Dispatch',
    description: 'Calls that may go on at the same time, over all instances.',
    defaultNote: 'no limit',
    fix: 'set MAX_CONCURRENT_CALLS=100 or leave it empty',
    parse: parseNumber,
  })
  @OptionalRule(isWholeNumber(1, 100_000), 'must be an integer between 1 and 100000')
  readonly maxConcurrentCalls?: number;
}
