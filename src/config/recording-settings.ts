import { RetentionSettings } from './retention-settings.js';
import { isPublicUrl, removeTrailingSlashes } from './environment-formats.js';
import { isOneOf, OptionalRule, Rule } from './rule.js';
import { EnvironmentVariable } from './variable.js';

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const isMatch =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);
const isText = isMatch(/^\S{1,1024}$/);

/** Where the sounds of recordings are kept. */
export abstract class RecordingSettings extends RetentionSettings {
  @EnvironmentVariable({
    name: 'RECORDINGS_COPY',
    group: 'Recordings',
    description: 'Where each recording is copied to: none, database, or s3.',
    default: 'none',
    fix: 'set RECORDINGS_COPY=database, s3 or none',
  })
  @Rule(isOneOf('none', 'database', 's3'), 'must be none, database or s3')
  readonly recordingsCopy!: 'none' | 'database' | 's3';

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

  @EnvironmentVariable({
    name: 'RECORDINGS_S3_BUCKET',
    group: 'Recordings',
    description: 'Bucket for recordings, at S3 or what speaks like it. Recordings alone are put there.',
    fix: 'set RECORDINGS_S3_BUCKET to the name of a bucket',
  })
  @OptionalRule(isMatch(BUCKET), 'must be the name of a bucket')
  readonly s3Bucket?: string;

  @EnvironmentVariable({
    name: 'RECORDINGS_S3_ENDPOINT',
    group: 'Recordings',
    description: 'Address of the store.',
    defaultNote: "Amazon's, by the region",
    fix: 'set RECORDINGS_S3_ENDPOINT=https://s3.example.com or leave it empty',
    parse: removeTrailingSlashes,
  })
  @OptionalRule(isPublicUrl, 'must be an absolute http or https URL without query, fragment or credentials')
  readonly s3Endpoint?: string;

  @EnvironmentVariable({
    name: 'RECORDINGS_S3_REGION',
    group: 'Recordings',
    description: 'Region of the bucket.',
    default: 'us-east-1',
    fix: 'set RECORDINGS_S3_REGION=eu-central-1, or what the store calls its region',
  })
  @Rule(isMatch(/^[\w-]{1,63}$/), 'must be the name of a region')
  readonly s3Region!: string;

  @EnvironmentVariable({
    name: 'RECORDINGS_S3_PATH_STYLE',
    group: 'Recordings',
    description:
      'on puts the bucket into the path and not into the host name, as most stores but Amazon want it.',
    default: 'off',
    fix: 'set RECORDINGS_S3_PATH_STYLE=on or off',
  })
  @Rule(isOneOf('on', 'off'), 'must be on or off')
  readonly s3PathStyle!: 'on' | 'off';

  @EnvironmentVariable({
    name: 'RECORDINGS_S3_ACCESS_KEY_ID',
    group: 'Recordings',
    description: 'Access key: it reads, writes, deletes and lists unfinished uploads in the bucket.',
    defaultNote: 'as the AWS SDK finds it, such as by the role of the machine',
    fix: 'set RECORDINGS_S3_ACCESS_KEY_ID to the id of a key of the store',
  })
  @OptionalRule(isText, 'must be a text without spaces')
  readonly s3AccessKeyId?: string;

  @EnvironmentVariable({
    name: 'RECORDINGS_S3_SECRET_ACCESS_KEY',
    group: 'Recordings',
    description: 'Secret of that key.',
    sensitive: true,
    fix: 'set RECORDINGS_S3_SECRET_ACCESS_KEY to the secret of that key',
  })
  @OptionalRule(isText, 'must be a text without spaces')
  readonly s3SecretAccessKey?: string;
}
