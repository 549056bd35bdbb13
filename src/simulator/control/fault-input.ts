import { ValidateBy } from 'class-validator';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import type { FaultSettings } from '../faults/fault-rates.js';

const isShare = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;

const IsShare = (): PropertyDecorator => (target, property) => {
  IsOptionalField()(target, property);
  ValidateBy(
    { name: 'isShare', validator: { validate: isShare } },
    { message: 'must be a number between 0 and 1' },
  )(target, property);
};

/** The faults to be made from now on; what is left out goes back to none. */
export class FaultInput implements Partial<FaultSettings> {
  @IsOptionalField()
  @IsIntegerBetween(0, 2 ** 32 - 1)
  seed?: number;

  @IsShare()
  callback_duplicated?: number;

  @IsShare()
  callback_reordered?: number;

  @IsShare()
  callback_delayed?: number;

  @IsOptionalField()
  @IsIntegerBetween(1, 86_400)
  callback_delay_seconds?: number;

  @IsShare()
  callback_lost?: number;

  @IsShare()
  callback_early?: number;

  @IsShare()
  create_timeout_before?: number;

  @IsShare()
  create_timeout_after?: number;

  @IsShare()
  create_429?: number;

  @IsShare()
  create_500?: number;

  @IsShare()
  create_reset_before?: number;

  @IsShare()
  create_reset_after?: number;

  @IsShare()
  list_500?: number;

  @IsShare()
  media_slow?: number;

  @IsOptionalField()
  @IsIntegerBetween(1, 600)
  media_slow_seconds?: number;
}
