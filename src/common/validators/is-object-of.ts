import { Type } from 'class-transformer';
import { ValidateBy, ValidateNested } from 'class-validator';
import { isJsonObject } from '../validation/input-shape.js';

/** The name of the rule that a field is an object at all. */
export const OBJECT_RULE = 'isObjectOf';

/** A JSON object with the fields of this DTO, each under its own rules; a list of such objects is refused. */
export const IsObjectOf =
  (dto: () => new () => object): PropertyDecorator =>
  (target, property) => {
    ValidateBy(
      { name: OBJECT_RULE, validator: { validate: isJsonObject } },
      { message: 'must be an object' },
    )(target, property);
    ValidateNested()(target, property);
    Type(dto)(target, property);
  };
