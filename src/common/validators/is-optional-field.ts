import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { ValidateIf } from 'class-validator';

const DEFAULT = Symbol('what an absent field stands for');

/**
 * The field may be left out; null is the same, and so is `default`: the DTO that a request becomes has none of them.
 * Anything else has to keep the field's other rules.
 */
export const IsOptionalField =
  ({ default: standard }: { default?: unknown } = {}): PropertyDecorator =>
  (target, property) => {
    ValidateIf((_dto, value) => value !== undefined)(target, property);
    Transform(({ value }: { value: unknown }) => value ?? undefined)(target, property);
    if (standard !== undefined) Reflect.defineMetadata(DEFAULT, standard, target, property);
  };

/** Whether a DTO's field says no more than if it were left out. */
export const isDefault = (dto: object, field: string, value: unknown): boolean =>
  value === Reflect.getMetadata(DEFAULT, dto, field);
