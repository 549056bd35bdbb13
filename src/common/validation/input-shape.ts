import type { FieldFault } from './validation-failure.js';

export type JsonObject = Record<string, unknown>;

/** Deeper than any request of Atlas; a limit, for what follows walks the input recursively. */
const MAX_DEPTH = 20;
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** An object as JSON.parse or a query parser makes it. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Finds input that is unsafe to copy: too deep, or with keys that reach for a prototype. */
export const shapeFault = (input: JsonObject): FieldFault | null => {
  const rest: { value: object; field: string; depth: number }[] = [{ value: input, field: 'body', depth: 1 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { value, depth } = next;
    if (depth > MAX_DEPTH)
      return { field: next.field, message: `must not be nested deeper than ${MAX_DEPTH} levels` };
    for (const [key, child] of Object.entries(value) as [string, unknown][]) {
      if (PROTOTYPE_KEYS.has(key)) return { field: key, message: 'unknown field' };
      const field = depth === 1 ? key : next.field;
      if (typeof child === 'object' && child !== null) rest.push({ value: child, field, depth: depth + 1 });
    }
  }
  return null;
};
