import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { OBJECT_RULE } from '../validators/is-object-of.js';
import { isDefault } from '../validators/is-optional-field.js';
import { isJsonObject, shapeFault, type JsonObject } from './input-shape.js';
import type { RuleContext } from './rule-context.js';
import { ValidationFailure, type FieldFault } from './validation-failure.js';

const UNKNOWN_FIELD = 'unknown field';
const MAX_UNKNOWN_REPORTED = 100;
const NATIVE_TYPES: unknown[] = [String, Number, Boolean, Array, Object, Date, undefined];

const isDto = (metatype: ArgumentMetadata['metatype']): metatype is Type<object> =>
  !NATIVE_TYPES.includes(metatype);

/** The names of a DTO's fields, in the order in which its class declares them. */
const fieldsOf = (dto: Type<object>): string[] => {
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))];
};

const unknownFaults = (input: JsonObject, known: Set<string>): FieldFault[] =>
  Object.keys(input)
    .filter((field) => !known.has(field))
    .slice(0, MAX_UNKNOWN_REPORTED)
    .map((field) => ({ field: field.slice(0, 100), message: UNKNOWN_FIELD }));

const contextOf = ({ contexts }: ValidationError, rule: string): RuleContext =>
  (contexts?.[rule] ?? {}) as RuleContext;

/** Only of a required field can anything be wrong while it is absent. */
const required = ({ value }: ValidationError, message: string): string =>
  value === undefined ? `is required and ${message}` : message;

const sentenceOf = (error: ValidationError, rule: string, message: string): string => {
  if (rule === 'whitelistValidation') return UNKNOWN_FIELD;
  // The contract has one sentence for a number that is missing and for one that is wrong.
  return rule === 'isIntegerBetween' ? message : required(error, message);
};

const toFaults = (errors: ValidationError[], parent = ''): FieldFault[] =>
  errors.flatMap((error) => {
    const { property, constraints = {}, children = [] } = error;
    const field = `${parent}${property}`;
    // What is no object has no fields that could be wrong.
    const noObject = constraints[OBJECT_RULE];
    if (noObject !== undefined) return [{ field, message: required(error, noObject) }];
    const own = Object.entries(constraints).map(([rule, message]) => {
      const { below } = contextOf(error, rule);
      return {
        field: below ? `${field}.${below}` : field,
        message: sentenceOf(error, rule, message),
      };
    });
    return [...own, ...toFaults(children, `${field}.`)];
  });

/** Whether nothing is wrong with a field but that it comes too late. */
const isOnlyLate = (error: ValidationError): boolean =>
  !error.children?.length &&
  Object.keys(error.constraints ?? {}).every((rule) => contextOf(error, rule).isTimely);

/** Two requests that mean the same become the same DTO: one may say what the other leaves out. */
const dropDefaults = (dto: object): void => {
  for (const [field, value] of Object.entries(dto) as [string, unknown][]) {
    if (isDefault(dto, field, value)) Reflect.deleteProperty(dto, field);
    else if (isJsonObject(value)) dropDefaults(value);
  }
};

const refuse = ([first, ...others]: FieldFault[]): void => {
  if (first) throw new ValidationFailure([first, ...others]);
};

/**
 * The one pipe: turns the input of a request into its DTO, or refuses it.
 * @throws ValidationFailure with every fault, the first in the order of the DTO's fields in front
 */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype, data }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom') return value;
    if (!isDto(metatype)) return this.checkSingle(value, type, data);
    if (!isJsonObject(value))
      throw new ValidationFailure([{ field: type, message: 'must be a JSON object' }]);
    return this.toDto(value, metatype);
  }

  private async toDto(input: JsonObject, dto: Type<object>): Promise<object> {
    const unsafe = shapeFault(input);
    if (unsafe) throw new ValidationFailure([unsafe]);
    const fields = fieldsOf(dto);
    const known = Object.fromEntries(fields.filter((f) => Object.hasOwn(input, f)).map((f) => [f, input[f]]));
    const instance = plainToInstance(dto, known, { exposeUnsetFields: false });
    const errors = await validate(instance, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: false,
    });
    const place = new Map(fields.map((field, index) => [field, index]));
    errors.sort((a, b) => (place.get(a.property) ?? 0) - (place.get(b.property) ?? 0));
    const unknown = unknownFaults(input, new Set(fields));
    if (unknown.length > 0 || !errors.every(isOnlyLate)) refuse([...toFaults(errors), ...unknown]);
    dropDefaults(instance);
    return instance;
  }

  /** `?call_id=a&call_id=b` gives a list where the route expects one text. */
  private checkSingle(value: unknown, type: string, data: string | undefined): unknown {
    const single = type === 'query' && data !== undefined && typeof value === 'object' && value !== null;
    if (single) throw new ValidationFailure([{ field: data, message: 'must be given once' }]);
    return value;
  }
}
