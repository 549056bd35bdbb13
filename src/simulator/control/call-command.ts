import { IsIn, Matches } from 'class-validator';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsText } from '../../common/validators/is-text.js';

const COMMANDS = ['answer', 'reject', 'say', 'press', 'hang_up'] as const;

/** What a person does on the called side of an interactive call. */
export class CallCommand {
  @IsIn(COMMANDS, { message: `must be one of ${COMMANDS.join(', ')}` })
  command!: (typeof COMMANDS)[number];

  /** The words of `say`. */
  @IsOptionalField()
  @IsText({ min: 1, max: 5000 })
  text?: string;

  /** The keys of `press`. */
  @IsOptionalField()
  @Matches(/^[0-9*#]{1,32}$/, { message: 'must be 1 to 32 of 0 to 9, * and #' })
  keys?: string;
}
