import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsCursor } from '../../../common/validators/is-cursor.js';
import { E164_PATTERN, IsE164 } from '../../../common/validators/is-e164.js';
import { IsIntegerBetween } from '../../../common/validators/is-integer-between.js';
import { IsJsonBoolean } from '../../../common/validators/is-json-boolean.js';
import { IsListOf } from '../../../common/validators/is-list-of.js';
import { IsOptionalField } from '../../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../../common/validators/is-text.js';
import { IsTimestamp } from '../../../common/validators/is-timestamp.js';
import { QueryBoolean, QueryInteger, QueryList, QueryPlus } from '../../../common/validators/query-values.js';
import { CAMPAIGN_ID_PATTERN, IsCampaignId } from '../../../plan/dto/is-campaign-id.js';
import { CALL_STATUSES, type CallStatus } from '../../model/call-status.js';
import { parseCursor } from '../call-cursor.js';
import { FIRST_DIALLED_PATTERN } from '../first-dialled.js';
import { IsFirstDialled, IsResult, RESULT_PATTERN } from './is-result.js';
import { METADATA_PAIR_PATTERN } from '../metadata-pair.js';
import { CALL_ID_PATTERN, IsListOfIds, IsMetadataPair, IsWithoutPage, MOST_IDS } from './list-rules.js';

/** Which calls of a user are listed, and which part of them. */
export class UserCallsQueryDto {
  @ApiPropertyOptional({
    enum: CALL_STATUSES,
    isArray: true,
    minItems: 1,
    uniqueItems: true,
    description: 'In any of these, with commas between them: busy,no-answer.',
  })
  @IsOptionalField()
  @QueryList()
  @IsListOf(CALL_STATUSES)
  status?: CallStatus[];

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', pattern: CALL_ID_PATTERN },
    minItems: 1,
    maxItems: MOST_IDS,
    description:
      'Those of these calls that the other filters let through: call_ids with commas between them.',
  })
  @IsOptionalField()
  @QueryList()
  @IsListOfIds()
  call_id?: string[];

  @ApiPropertyOptional({
    pattern: E164_PATTERN,
    description: 'The number that was called, in E.164, such as +14155550123.',
  })
  @IsOptionalField()
  @QueryPlus()
  @IsE164()
  to?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Made at this moment or after it, such as 2026-01-02T00:00:00Z.',
  })
  @IsOptionalField()
  @QueryPlus()
  @IsTimestamp()
  from?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Made before this moment.',
  })
  @IsOptionalField()
  @QueryPlus()
  @IsTimestamp()
  until?: string;

  @ApiPropertyOptional({ type: Boolean, description: 'Whether a recording of the call is complete.' })
  @IsOptionalField()
  @QueryBoolean()
  @IsJsonBoolean()
  has_recording?: boolean;

  @ApiPropertyOptional({ type: Boolean, description: 'Whether feedback was given.' })
  @IsOptionalField()
  @QueryBoolean()
  @IsJsonBoolean()
  has_feedback?: boolean;

  @ApiPropertyOptional({
    pattern: CAMPAIGN_ID_PATTERN,
    description: 'The campaign that the call is part of.',
  })
  @IsOptionalField()
  @IsCampaignId()
  campaign_id?: string;

  @ApiPropertyOptional({
    pattern: METADATA_PAIR_PATTERN,
    description: 'One name of the metadata and its whole value, with a colon between them: clinic:north.',
  })
  @IsOptionalField()
  @IsMetadataPair()
  metadata?: string;

  @ApiPropertyOptional({
    pattern: RESULT_PATTERN,
    description: 'What the results count it as: a `filter` of `GET /analytics/…` says so.',
    example: 'attempts/answered-2',
  })
  @IsOptionalField()
  @IsResult()
  result?: string;

  @ApiPropertyOptional({
    pattern: FIRST_DIALLED_PATTERN,
    description: 'First dialled in one hour of the week: a `filter` of `GET /analytics/answers` says so.',
    example: '2026-01-01_2026-01-31_1_9_Europe/Berlin',
  })
  @IsOptionalField()
  @IsFirstDialled()
  first_dialled?: string;

  @ApiPropertyOptional({
    description:
      'The `next_cursor` of an answer: continues after it, whatever was made meanwhile. Not beside `page`.',
  })
  @IsOptionalField()
  @IsCursor(parseCursor)
  @IsWithoutPage()
  cursor?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100_000,
    default: 1,
    description: 'Counts from 1.',
  })
  @IsOptionalField()
  @QueryInteger()
  @IsIntegerBetween(1, 100_000)
  page?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 10,
    description: 'Calls in one part.',
  })
  @QueryInteger()
  @IsIntegerBetween(1, 100)
  page_size: number = 10;

  @ApiPropertyOptional({
    type: Boolean,
    description:
      'true: `total` is exact however many there are, which may take long. false: nothing is counted. After a cursor nothing is.',
  })
  @IsOptionalField()
  @QueryBoolean()
  @IsJsonBoolean()
  with_total?: boolean;
}

const USER = { min: 1, max: 255, oneLine: true };

/** Which calls are listed, and which part of them. */
export class CallListQueryDto extends UserCallsQueryDto {
  @ApiPropertyOptional({
    ...textSchema(USER),
    description: "A user's id or external_id: the calls made under either. Any other name, as it was given.",
  })
  @IsOptionalField()
  @IsText(USER)
  user?: string;
}
