import type { Evidence } from '../common/evidence.js';

const prefixed = (prefix: string, fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [prefix + field, value]),
  );

/** The update operators that join evidence into the document, or into the part of it that `prefix` names. */
export const evidenceUpdate = <G extends object, E extends object>(
  evidence: Evidence<G, E>,
  prefix = '',
): { $max?: Record<string, unknown>; $min?: Record<string, unknown> } => {
  const $max = prefixed(prefix, evidence.greatest);
  const $min = prefixed(prefix, evidence.earliest);
  return { ...(Object.keys($max).length && { $max }), ...(Object.keys($min).length && { $min }) };
};
