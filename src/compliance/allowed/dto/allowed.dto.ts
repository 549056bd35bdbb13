import { ApiProperty } from '@nestjs/swagger';
import { E164_PATTERN, IsE164 } from '../../../common/validators/is-e164.js';
import { QueryPlus } from '../../../common/validators/query-values.js';
import type { RuleInputs } from '../../rules/calling-rule.js';

/** Which number is asked about. */
export class AllowedQueryDto {
  @ApiProperty({ pattern: E164_PATTERN, description: 'The number, in E.164.', example: '+14155550123' })
  @QueryPlus()
  @IsE164()
  to!: string;
}

/** What one rule says. */
export class VerdictDto {
  @ApiProperty({ example: 'attempts-per-number' })
  rule!: string;
  allowed!: boolean;
  /** Why not. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason!: string | null;
  /** The first moment at which this rule may allow it; null where it does now, or never will. */
  @ApiProperty({ type: Date, nullable: true, example: null })
  allowed_from!: Date | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What the rule has looked at.',
    example: { attempts_in_24_hours: 2, max_attempts: 10 },
  })
  inputs!: RuleInputs;
}

/** Whether a number may be called now, and why not. */
export class AllowedDto {
  @ApiProperty({ pattern: E164_PATTERN, example: '+14155550123' })
  to!: string;
  allowed!: boolean;
  /** The first moment at which all rules may allow it; null where they do now, or never will. */
  @ApiProperty({ type: Date, nullable: true, example: null })
  allowed_from!: Date | null;
  /** Each rule that is in force, in the order in which they are asked. */
  @ApiProperty({ type: [VerdictDto] })
  rules!: VerdictDto[];
}
