import { type Exception, WITHOUT_KEY } from './exceptions.js';

/**
 * What a request that the document allows may be answered with. 422: its Idempotency-Key was used for another one. No 5xx,
 * and no 400.
 */
const ACCEPTED = ['2xx', '401', '403', '404', '409', '422', '429'];

export interface FuzzerSettings {
  hooks: string;
  exceptions: readonly Exception[];
  /** The environment variable that holds the Authorization header; without it none is sent. */
  authorizationVariable?: string;
}

/** The fuzzer's settings file, in TOML; whatever JSON writes, TOML reads. */
export function settingsFile({ hooks, exceptions, authorizationVariable }: FuzzerSettings): string {
  return [
    `hooks = ${JSON.stringify(hooks)}`,
    ...(authorizationVariable ? [`headers = { Authorization = "\${${authorizationVariable}}" }`] : []),
    '[generation]',
    'database = "none"',
    '[checks.positive_data_acceptance]',
    `expected-statuses = ${JSON.stringify(ACCEPTED)}`,
    ...(authorizationVariable ? [] : [`[checks.${WITHOUT_KEY.check}]`, 'enabled = false']),
    ...exceptions.flatMap(({ operation, check }) => [
      '[[operations]]',
      `include-name = ${JSON.stringify(operation)}`,
      `checks.${check}.enabled = false`,
    ]),
    '',
  ].join('\n');
}
