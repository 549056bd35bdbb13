import { ValidateIf } from 'class-validator';

/** The field may be left out, and stays as it is; null takes it away. Anything else has to keep its other rules. */
export const IsClearableField = (): PropertyDecorator =>
  ValidateIf((_dto, value) => value !== undefined && value !== null);
