import { IsIn } from 'class-validator';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsJsonBoolean } from '../../common/validators/is-json-boolean.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import type { Wish } from '../callbacks/tape.js';

const USUAL_DELAY_SECONDS = 10;
const NEXT = ['send', 'late', 'twice', 'lose'] as const;
const ACTS = ['send', 'late', 'twice', 'lose', 'again'] as const;

const rule = (words: readonly string[]): { message: string } => ({
  message: `must be one of ${words.join(', ')}`,
});

/** Whether callbacks wait for a person, and what is to happen to the next one. */
export class TapeSettings {
  @IsOptionalField()
  @IsJsonBoolean()
  holds?: boolean;

  /** `send` takes back what was wished before. */
  @IsOptionalField()
  @IsIn(NEXT, rule(NEXT))
  next?: (typeof NEXT)[number];

  /** How late, in seconds of the call's clock. */
  @IsOptionalField()
  @IsIntegerBetween(1, 3600)
  seconds?: number;
}

/** What is to happen to one webhook. */
export class TapeAct {
  @IsIn(ACTS, rule(ACTS))
  act!: (typeof ACTS)[number];

  @IsOptionalField()
  @IsIntegerBetween(1, 3600)
  seconds?: number;
}

export const wishOf = (act: Wish['act'], seconds = USUAL_DELAY_SECONDS): Wish =>
  act === 'late' ? { act, seconds } : { act };
