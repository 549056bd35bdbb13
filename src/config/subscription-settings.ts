import { isOneOf, isWholeNumber, Rule } from './rule.js';
import { TwilioSettings } from './twilio-settings.js';
import { EnvironmentVariable, parseNumber } from './variable.js';

/** What endpoints of others are told, and where they may be. */
export abstract class SubscriptionSettings extends TwilioSettings {
  @EnvironmentVariable({
    name: 'SUBSCRIPTIONS_LOOPBACK',
    group: 'Subscriptions',
    description:
      'on lets endpoints be on this machine, over http too. For development: in production it is refused.',
    default: 'off',
    fix: 'set SUBSCRIPTIONS_LOOPBACK=on while you develop, or leave it empty',
  })
  @Rule(isOneOf('on', 'off'), 'must be on or off')
  readonly subscriptionsLoopback!: 'on' | 'off';

  @EnvironmentVariable({
    name: 'EVENTS_KEPT_DAYS',
    group: 'Subscriptions',
    description: 'For so many days events that were told, and their deliveries, are kept, to be sent again.',
    default: '30',
    fix: 'set EVENTS_KEPT_DAYS=30',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(1, 3_650), 'must be an integer between 1 and 3650')
  readonly eventsKeptDays!: number;
}
