import { IsIn, Matches, ValidateBy } from 'class-validator';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsText } from '../../common/validators/is-text.js';

const COMMANDS = [
  'answer',
  'reject',
  'decline',
  'busy',
  'ring_out',
  'voicemail',
  'start_speaking',
  'say',
  'sound',
  'press',
  'hang_up',
  'drop',
] as const;

/** Two seconds and a quarter, in base64. */
const MAX_SOUND_CHARACTERS = 48_000;

/** Whole samples of 16 bits. */
const isSound = (value: unknown): boolean =>
  typeof value === 'string' &&
  value.length <= MAX_SOUND_CHARACTERS &&
  /^[A-Za-z0-9+/]+={0,2}$/.test(value) &&
  value.length % 4 === 0 &&
  Buffer.byteLength(value, 'base64') % 2 === 0;

/** What a person does on the called side of an interactive call. */
export class CallCommand {
  @IsIn(COMMANDS, { message: `must be one of ${COMMANDS.join(', ')}` })
  command!: (typeof COMMANDS)[number];

  /** The words of `say`; of `sound`, where somebody wrote them down. */
  @IsOptionalField()
  @IsText({ min: 1, max: 5000 })
  text?: string;

  /** The keys of `press`. */
  @IsOptionalField()
  @Matches(/^[0-9*#]{1,32}$/, { message: 'must be 1 to 32 of 0 to 9, * and #' })
  keys?: string;

  /** What the microphone of `sound` heard. */
  @IsOptionalField()
  @ValidateBy(
    { name: 'isSound', validator: { validate: isSound } },
    { message: 'must be 16-bit PCM at 8 kHz in base64, of at most 36000 bytes' },
  )
  pcm?: string;
}
