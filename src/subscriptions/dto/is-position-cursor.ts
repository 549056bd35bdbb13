import { ValidateBy } from 'class-validator';
import { parseCursor } from '../position-cursor.js';

export const IsPositionCursor = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isPositionCursor', validator: { validate: (value) => parseCursor(value) !== null } },
    { message: 'must be a next_cursor of an earlier answer' },
  );
