import type { Request } from 'express';
import { badParameter } from './rest-error.js';

const DAY_MS = 86_400_000;

interface Span {
  from: number;
  /** The first moment after it. */
  to: number;
}

/** A day (`2026-01-02`) is a span of 24 hours in UTC, a full date and time one of a second. */
function spanOf(name: string, value: unknown): Span | null {
  if (value === undefined || value === '') return null;
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  if (typeof value !== 'string' || Number.isNaN(at)) throw badParameter(20001, `${name} must be a date`);
  return { from: at, to: at + (/^\d{4}-\d\d-\d\d$/.test(value) ? DAY_MS : 1000) };
}

/** Reads the filters `Name`, `Name<` (on or before) and `Name>` (on or after) of a list. */
export function dateFilter(request: Request, name: string): (date: Date | null) => boolean {
  const on = spanOf(name, request.query[name]);
  const before = spanOf(name, request.query[`${name}<`]);
  const after = spanOf(name, request.query[`${name}>`]);
  if (!on && !before && !after) return () => true;
  return (date) => {
    const at = date?.getTime();
    if (at === undefined) return false;
    if (on && (at < on.from || at >= on.to)) return false;
    if (before && at >= before.to) return false;
    return !after || at >= after.from;
  };
}
