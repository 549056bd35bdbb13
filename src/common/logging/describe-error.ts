import { types } from 'node:util';

const HIDDEN = '[redacted]';

export interface ErrorDescription {
  type: string;
  message: string;
  code?: string | number;
  stack?: string;
  cause?: ErrorDescription;
}

/**
 * What a log line holds of an error: chosen fields only, for libraries hang requests, documents and credentials
 * on theirs. `hidden` texts are cut out of what is left.
 */
export const describeError = (
  error: unknown,
  hidden: readonly string[] = [],
  depth = 0,
): ErrorDescription => {
  const hide = (text: string): string =>
    hidden.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  if (!types.isNativeError(error)) return { type: typeof error, message: hide(String(error)) };
  const { code, cause } = error as Error & { code?: unknown };
  return {
    type: error.name,
    message: hide(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: hide(error.stack) }),
    ...(cause === undefined || depth >= 5 ? {} : { cause: describeError(cause, hidden, depth + 1) }),
  };
};
