import { Matches } from 'class-validator';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { QueryInteger } from '../../common/validators/query-values.js';

/** What of the phone was seen already, and how long to wait for more. */
export class PhoneStateQueryDto {
  @IsOptionalField()
  @Matches(/^\d{1,15}$/, { message: 'must be a version of an earlier answer' })
  since?: string;

  @IsOptionalField()
  @QueryInteger()
  @IsIntegerBetween(0, 25)
  wait?: number;
}
