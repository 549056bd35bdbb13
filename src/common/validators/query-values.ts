import { Transform } from 'class-transformer';

/** Turns what a query's text says into its value; what it cannot read stays as it is, for the rule to refuse. */
const FromText = (read: (text: string) => unknown): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? read(value) : value));

/** Digits become a number. */
export const QueryInteger = (): PropertyDecorator =>
  FromText((text) => (/^\d{1,9}$/.test(text) ? Number(text) : text));

/** A `+` that was not written `%2B` comes as a space, which no address has. */
export const QueryEmail = (): PropertyDecorator => FromText((text) => text.replaceAll(' ', '+'));

/** Words with commas between them become a list; a parameter that is given twice is none. */
export const QueryList = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => {
    if (value === undefined) return undefined;
    return typeof value === 'string' ? value.split(',') : [value];
  });

/** `true` and `false` become booleans. */
export const QueryBoolean = (): PropertyDecorator =>
  FromText((text) => (text === 'true' || text === 'false' ? text === 'true' : text));

/** A `+` that was not written `%2B` comes as a space: put back before a number, and before a time's offset. */
export const QueryPlus = (): PropertyDecorator =>
  FromText((text) => text.replace(/^ (?=\d)| (?=\d\d:\d\d$)/, '+'));
