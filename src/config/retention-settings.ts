import { isWholeNumber, Rule } from './rule.js';
import { SubscriptionSettings } from './subscription-settings.js';
import { EnvironmentVariable, parseNumber } from './variable.js';

const DAYS = isWholeNumber(0, 36_500);
const MESSAGE = 'must be an integer between 0 and 36500';

/** For how long what callees said, and what Twilio told, is kept. */
export abstract class RetentionSettings extends SubscriptionSettings {
  @EnvironmentVariable({
    name: 'RETENTION_RECORDINGS_DAYS',
    group: 'Retention',
    description:
      'Days after which recordings are deleted, here and at Twilio, with their transcriptions. 0: never.',
    default: '0',
    fix: 'set RETENTION_RECORDINGS_DAYS=90, or 0',
    parse: parseNumber,
  })
  @Rule(DAYS, MESSAGE)
  readonly retentionRecordingsDays!: number;

  @EnvironmentVariable({
    name: 'RETENTION_TRANSCRIPTIONS_DAYS',
    group: 'Retention',
    description: 'Days after which transcriptions are deleted, here and at Twilio. 0: never.',
    default: '0',
    fix: 'set RETENTION_TRANSCRIPTIONS_DAYS=30, or 0',
    parse: parseNumber,
  })
  @Rule(DAYS, MESSAGE)
  readonly retentionTranscriptionsDays!: number;

  @EnvironmentVariable({
    name: 'RETENTION_EVENTS_DAYS',
    group: 'Retention',
    description:
      "Days after which the fields of Twilio's callbacks are deleted; what was learnt from them stays. 0: never.",
    default: '0',
    fix: 'set RETENTION_EVENTS_DAYS=30, or 0',
    parse: parseNumber,
  })
  @Rule(DAYS, MESSAGE)
  readonly retentionEventsDays!: number;
}
