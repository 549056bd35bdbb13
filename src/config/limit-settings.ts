import { DispatchSettings } from './dispatch-settings.js';
import { isWholeNumber, OptionalRule, Rule } from './rule.js';
import { EnvironmentVariable, parseNumber } from './variable.js';

const isAmount = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= 1_000_000;

/** How much is called, and for how long. */
export abstract class LimitSettings extends DispatchSettings {
  @EnvironmentVariable({
    name: 'MAX_ATTEMPTS_PER_NUMBER',
    group: 'Calling',
    description: 'Attempts to one number in 24 hours, whoever asks for them; 0 is no limit.',
    defaultNote: '10, and no limit while calls are simulated',
    fix: 'set MAX_ATTEMPTS_PER_NUMBER=10, or 0',
    parse: parseNumber,
  })
  @OptionalRule(isWholeNumber(0, 10_000), 'must be an integer between 0 and 10000')
  readonly maxAttemptsPerNumber?: number;

  @EnvironmentVariable({
    name: 'MIN_SECONDS_BETWEEN_ATTEMPTS',
    group: 'Calling',
    description: 'Seconds from one attempt to a number to the next one to it.',
    defaultNote: 'no pause',
    fix: 'set MIN_SECONDS_BETWEEN_ATTEMPTS=600 or leave it empty',
    parse: parseNumber,
  })
  @OptionalRule(isWholeNumber(1, 86_400), 'must be an integer between 1 and 86400')
  readonly minSecondsBetweenAttempts?: number;

  @EnvironmentVariable({
    name: 'MAX_CALLS_PER_DAY',
    group: 'Calling',
    description: 'Attempts a day, in UTC, of the whole deployment.',
    defaultNote: 'no limit',
    fix: 'set MAX_CALLS_PER_DAY=1000 or leave it empty',
    parse: parseNumber,
  })
  @OptionalRule(isWholeNumber(1, 10_000_000), 'must be an integer between 1 and 10000000')
  readonly maxCallsPerDay?: number;

  @EnvironmentVariable({
    name: 'MAX_CALLS_PER_DAY_PER_KEY',
    group: 'Calling',
    description: 'Attempts a day, in UTC, of all calls that one API key or person asked for.',
    defaultNote: 'no limit',
    fix: 'set MAX_CALLS_PER_DAY_PER_KEY=100 or leave it empty',
    parse: parseNumber,
  })
  @OptionalRule(isWholeNumber(1, 10_000_000), 'must be an integer between 1 and 10000000')
  readonly maxCallsPerDayPerKey?: number;

  @EnvironmentVariable({
    name: 'MAX_SPEND_PER_DAY',
    group: 'Calling',
    description:
      'What the calls of a day, in UTC, may cost, in the currency of the Twilio account: by the prices that Twilio has told, and the estimate for each other call.',
    defaultNote: 'no limit',
    fix: 'set MAX_SPEND_PER_DAY=50 or leave it empty',
    parse: parseNumber,
  })
  @OptionalRule(isAmount, 'must be a number above 0, up to 1000000')
  readonly maxSpendPerDay?: number;

  @EnvironmentVariable({
    name: 'ESTIMATED_COST_PER_CALL',
    group: 'Calling',
    description: 'What a call is thought to cost until Twilio has told its price.',
    default: '0.05',
    fix: 'set ESTIMATED_COST_PER_CALL=0.05',
    parse: parseNumber,
  })
  @Rule(isAmount, 'must be a number above 0, up to 1000000')
  readonly estimatedCostPerCall!: number;

  @EnvironmentVariable({
    name: 'MAX_QUEUE_LENGTH',
    group: 'Calling',
    description:
      'Calls that may wait to be dialled; more are refused. Requests that come at the same moment may pass it by a few.',
    defaultNote: 'no limit',
    fix: 'set MAX_QUEUE_LENGTH=10000 or leave it empty',
    parse: parseNumber,
  })
  @OptionalRule(isWholeNumber(1, 10_000_000), 'must be an integer between 1 and 10000000')
  readonly maxQueueLength?: number;

  @EnvironmentVariable({
    name: 'RING_SECONDS',
    group: 'Calling',
    description: 'Seconds for which a phone rings where the request does not say.',
    default: '60',
    fix: 'set RING_SECONDS=60',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(5, 600), 'must be an integer between 5 and 600')
  readonly ringSeconds!: number;

  @EnvironmentVariable({
    name: 'MAX_CALL_SECONDS',
    group: 'Calling',
    description:
      'Seconds after which Twilio ends a call that was answered. A recording may last for 3600 seconds.',
    default: '4200',
    fix: 'set MAX_CALL_SECONDS=4200',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(10, 86_400), 'must be an integer between 10 and 86400')
  readonly maxCallSeconds!: number;
}
