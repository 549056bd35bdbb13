import type { Verdict } from '../rules/calling-rule.js';
import type { AllowedDto, VerdictDto } from './dto/allowed.dto.js';

const toVerdictDto = ({ rule, refusal, inputs }: Verdict): VerdictDto => ({
  rule,
  allowed: refusal === null,
  reason: refusal?.why ?? null,
  allowed_from: refusal?.until ?? null,
  inputs,
});

/** Null where nothing is in the way, or something is for good. */
const allowedFrom = (verdicts: Verdict[]): Date | null => {
  const refusals = verdicts.flatMap(({ refusal }) => refusal ?? []);
  const moments = refusals.flatMap(({ until }) => until?.getTime() ?? []);
  const isForNow = refusals.length > 0 && moments.length === refusals.length;
  return isForNow ? new Date(Math.max(...moments)) : null;
};

export const toAllowedDto = (to: string, verdicts: Verdict[]): AllowedDto => ({
  to,
  allowed: verdicts.every(({ refusal }) => refusal === null),
  allowed_from: allowedFrom(verdicts),
  rules: verdicts.map(toVerdictDto),
});
