import { RetentionSettings } from './retention-settings.js';
import { isOneOf, Rule } from './rule.js';
import { EnvironmentVariable } from './variable.js';

/** Where the sounds of recordings are kept. */
export abstract class RecordingSettings extends RetentionSettings {
  @EnvironmentVariable({
    name: 'RECORDINGS_COPY',
    group: 'Recordings',
    description: 'Where each recording is copied to: none, or database.',
    default: 'none',
    fix: 'set RECORDINGS_COPY=database, or none',
  })
  @Rule(isOneOf('none', 'database'), 'must be none or database')
  readonly recordingsCopy!: 'none' | 'database';

  @EnvironmentVariable({
    name: 'RECORDINGS_AT_TWILIO',
    group: 'Recordings',
    description:
      'keep, or delete_after_copy: a recording is deleted at Twilio once its copy was read back whole and its transcription is here.',
    default: 'keep',
    fix: 'set RECORDINGS_AT_TWILIO=keep, or RECORDINGS_COPY to where recordings are to be copied',
  })
  @Rule(isOneOf('keep', 'delete_after_copy'), 'must be keep or delete_after_copy')
  readonly recordingsAtTwilio!: 'keep' | 'delete_after_copy';
}
