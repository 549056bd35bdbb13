import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { daysBetween } from '../../common/quarter-hours.js';
import { IsDay } from '../../common/validators/is-day.js';
import { IsOneOf } from '../../common/validators/is-one-of.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsTimeZone } from '../../common/validators/is-time-zone.js';

const MOST_DAYS = 366;

const otherIn = (args: ValidationArguments | undefined): ResultsQueryDto => args?.object as ResultsQueryDto;

const IsGivenWithTo = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isGivenWithTo', validator: { validate: (_, args) => otherIn(args).to !== undefined } },
    { message: 'must be given together with to' },
  );

const IsEndOfSpan = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isEndOfSpan',
      validator: {
        validate: (to, args) => {
          const { from } = otherIn(args);
          const days = from === undefined ? 0 : daysBetween({ from, to: String(to) });
          return days >= 1 && days <= MOST_DAYS;
        },
      },
    },
    { message: `must be from or one of the ${MOST_DAYS - 1} days after it, and be given together with it` },
  );

/** Of which days the results are asked for. */
export class ResultsQueryDto {
  @ApiPropertyOptional({
    format: 'date',
    description: 'The first day, such as 2026-01-01. Without it and `to`: the last 30 days.',
  })
  @IsOptionalField()
  @IsDay()
  @IsGivenWithTo()
  from?: string;

  @ApiPropertyOptional({
    format: 'date',
    description: `The last day, which is included: at most ${MOST_DAYS} days.`,
  })
  @IsOptionalField()
  @IsDay()
  @IsEndOfSpan()
  to?: string;

  @ApiPropertyOptional({
    default: 'UTC',
    description: 'Whose days and hours are meant: an IANA time zone, such as Europe/Berlin.',
  })
  @IsTimeZone()
  time_zone: string = 'UTC';

  @ApiPropertyOptional({
    enum: ['json', 'csv'],
    description: 'In place of the header Accept: `csv` answers the rows as a table, `text/csv`.',
  })
  @IsOptionalField()
  @IsOneOf(['json', 'csv'])
  format?: 'json' | 'csv';
}
