import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { IsTimeZone } from '../../common/validators/is-time-zone.js';
import { IsListOf } from '../../common/validators/is-list-of.js';
import { WEEKDAYS, type Weekday } from '../calling-window.js';

const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

const isStart = (value: unknown): boolean => typeof value === 'string' && TIME_OF_DAY.test(value);
/** For the documentation: what every end looks like; a start is no 24:00. */
const END_PATTERN = `${TIME_OF_DAY.source}|^24:00$`;

const isEnd = (value: unknown): boolean => value === '24:00' || isStart(value);

const IsStart = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isStart', validator: { validate: isStart } },
    { message: 'must be a time of day HH:MM, from 00:00 to 23:59' },
  );

const IsEnd = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isEnd', validator: { validate: isEnd } },
    { message: 'must be a time of day HH:MM, from 00:00 to 24:00' },
  );

const IsNotStart = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isNotStart',
      validator: {
        validate: (value, args) =>
          !isEnd(value) || value !== (args?.object as CallingWindowDto | undefined)?.start,
      },
    },
    { message: 'must differ from start; a whole day is 00:00 to 24:00' },
  );

/** When the callee may be called, by the wall clock of a time zone. */
export class CallingWindowDto {
  /** The days on which the window opens. */
  @ApiProperty({
    enum: WEEKDAYS,
    isArray: true,
    minItems: 1,
    uniqueItems: true,
    example: ['mon', 'tue', 'wed', 'thu', 'fri'],
  })
  @IsListOf(WEEKDAYS)
  days!: Weekday[];

  /**
   * When it opens.
   * @example '09:00'
   */
  @ApiProperty({ pattern: TIME_OF_DAY.source })
  @IsStart()
  start!: string;

  /**
   * When it closes, 24:00 at the latest. Before start, it is the next day's: 22:00 to 06:00 on fri ends on Saturday.
   * @example '17:30'
   */
  @ApiProperty({ pattern: END_PATTERN })
  @IsEnd()
  @IsNotStart()
  end!: string;

  /**
   * IANA name.
   * @example 'America/New_York'
   */
  @IsTimeZone()
  time_zone!: string;
}
