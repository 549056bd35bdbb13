import { type Exception, WHERE_OPEN } from './exceptions.js';

/**
 * What a request that the document allows may be answered with. 422: its Idempotency-Key was used for another one. No 5xx,
 * and no 400.
 */
const ACCEPTED = ['2xx', '401', '403', '404', '409', '422', '429'];

export interface FuzzerSettings {
  hooks: string;
  exceptions: readonly Exception[];
  /** Whether nobody is asked for a key. */
  isOpen: boolean;
  /** The environment variable that holds the Authorization header. Without it a request has made-up keys, or none. */
  authorizationVariable?: string;
}

/** The fuzzer's settings file, in TOML; whatever JSON writes, TOML reads. */
export function settingsFile({ hooks, exceptions, isOpen, authorizationVariable }: FuzzerSettings): string {
  return [
    `hooks = ${JSON.stringify(hooks)}`,
    // It would warn of each operation that refuses a caller; hooks.py knows which ones have to.
    'warnings = false',
    ...(authorizationVariable ? [`headers = { Authorization = "\${${authorizationVariable}}" }`] : []),
    '[generation]',
    'database = "none"',
    ...(authorizationVariable ? ['with-security-parameters = false'] : []),
    '[checks.positive_data_acceptance]',
    `expected-statuses = ${JSON.stringify(ACCEPTED)}`,
    ...(isOpen ? [`[checks.${WHERE_OPEN.check}]`, 'enabled = false'] : []),
    ...exceptions.flatMap(({ operation, check }) => [
      '[[operations]]',
      `include-name = ${JSON.stringify(operation)}`,
      `checks.${check}.enabled = false`,
    ]),
    '',
  ].join('\n');
}
