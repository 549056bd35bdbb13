import { ValidateIf } from 'class-validator';

/** The field may be left out; when it is there, null included, its other rules hold. */
export const IsOptionalField = (): PropertyDecorator => ValidateIf((_dto, value) => value !== undefined);
