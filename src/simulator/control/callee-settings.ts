import { IsIn, Matches } from 'class-validator';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsJsonBoolean } from '../../common/validators/is-json-boolean.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsText } from '../../common/validators/is-text.js';
import type { Callee } from '../callees/callee.js';
import { CALLEE_NAMES, calleeNamed } from '../callees/callee-table.js';

const OUTCOMES = ['answers', 'busy', 'no-answer', 'fails', 'canceled'] as const;
const KINDS = ['human', 'machine', 'fax'] as const;
const DAY_SECONDS = 86_400;

const rule = (words: readonly string[]): { message: string } => ({
  message: `must be one of ${words.join(', ')}`,
});

/** How a callee is to behave; what is left out stays as it was. */
export class CalleeSettings {
  /** A callee of the table to start from. */
  @IsOptionalField()
  @IsIn(CALLEE_NAMES, rule(CALLEE_NAMES))
  like?: string;

  @IsOptionalField()
  @IsIntegerBetween(0, 600)
  ring_seconds?: number;

  @IsOptionalField()
  @IsIn(OUTCOMES, rule(OUTCOMES))
  outcome?: Callee['outcome'];

  @IsOptionalField()
  @IsIntegerBetween(300, 699)
  sip_code?: number;

  @IsOptionalField()
  @IsIn(KINDS, rule(KINDS))
  kind?: Callee['kind'];

  @IsOptionalField()
  @IsText({ max: 5000 })
  greeting?: string;

  @IsOptionalField()
  @IsText({ max: 50_000 })
  message?: string;

  @IsOptionalField()
  @Matches(/^[0-9*#]{0,32}$/, { message: 'must be at most 32 of 0 to 9, * and #' })
  keys?: string;

  @IsOptionalField()
  @IsText({ max: 1000 })
  speech?: string;

  @IsOptionalField()
  @IsIntegerBetween(0, DAY_SECONDS)
  hangs_up_after_seconds?: number;

  @IsOptionalField()
  @IsJsonBoolean()
  hangs_up_mid_script?: boolean;

  @IsOptionalField()
  @IsJsonBoolean()
  holds_line?: boolean;

  @IsOptionalField()
  @IsJsonBoolean()
  interactive?: boolean;
}

/** The callee that the settings make of a given one. */
export function changedCallee(callee: Callee, settings: CalleeSettings): Callee {
  const base = (settings.like !== undefined && calleeNamed(settings.like)) || callee;
  return {
    ...base,
    name: settings.like ?? 'set',
    ringSeconds: settings.ring_seconds ?? base.ringSeconds,
    outcome: settings.outcome ?? base.outcome,
    sipCode: settings.sip_code ?? base.sipCode,
    kind: settings.kind ?? base.kind,
    greeting: settings.greeting ?? base.greeting,
    message: settings.message ?? base.message,
    keys: settings.keys ?? base.keys,
    speech: settings.speech ?? base.speech,
    hangsUpAfterSeconds: settings.hangs_up_after_seconds ?? base.hangsUpAfterSeconds,
    hangsUpMidScript: settings.hangs_up_mid_script ?? base.hangsUpMidScript,
    holdsLine: settings.holds_line ?? base.holdsLine,
    interactive: settings.interactive ?? base.interactive,
  };
}
