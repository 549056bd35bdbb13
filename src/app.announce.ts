import { resolve } from 'node:path';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiKeysService } from './auth/keys/api-keys.service.js';
import { VERSION } from './common/version.js';
import { isOpen, needsNoKey } from './config/access-mode.js';
import { isLoopbackUrl } from './config/environment-formats.js';
import { Environment } from './config/environment.js';

const EVERY_NETWORK = new Set(['0.0.0.0', '::']);

/** What to open in a browser on this machine. */
const localUrl = ({ host, port }: Environment): string => {
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${EVERY_NETWORK.has(host) ? 'localhost' : name}:${port}`;
};

/** What a person wants to know once Atlas is up; the database and the simulator have told their part by then. */
export const startLines = (settings: Environment): string[] => {
  const { environment, host, baseUrl, mongoUri, twilioMode, dataDir } = settings;
  const url = localUrl(settings);
  const reach = EVERY_NETWORK.has(host) ? ' for every network' : '';
  const simulated = twilioMode === 'simulator';
  return [
    `Open ${url}/console/`,
    `Atlas ${VERSION} (${environment}) listens on ${url}${reach}`,
    ...(baseUrl === url ? [] : [`Twilio is told to reach it at ${baseUrl}`]),
    ...(simulated ? [] : ['Calls are LIVE: Twilio rings real phones']),
    ...(simulated || mongoUri === undefined ? [`Data is kept in ${resolve(dataDir)}`] : []),
    `Documentation: ${url}/docs`,
  ];
};

const unreached = ({ twilioMode, twilioApiBaseUrl, baseUrl }: Environment): string[] => {
  const isReached = !isLoopbackUrl(baseUrl) || isLoopbackUrl(twilioApiBaseUrl);
  if (twilioMode !== 'live' || isReached) return [];
  const [effect, fix] = ['phones would ring, and callees hear an error', 'BASE_URL=https://your.public.host'];
  return [`Twilio cannot reach ${baseUrl}: ${effect}. Set ${fix}, as Twilio sees it`];
};

const NO_SECRETS_KEY =
  'SECRETS_KEY is not set: the secret behind keyed hashes stands in the database beside them, so whoever reads it can try which numbers are on the do-not-call list. It can be set before the first start only';

const withoutSecretsKey = ({ environment, secretsKey }: Environment): string[] =>
  environment === 'production' && secretsKey === undefined ? [NO_SECRETS_KEY] : [];

/** Atlas itself speaks plain HTTP: something in front of it answers to https. */
const ofOneAddress = ({ baseUrl, trustProxy }: Environment): string[] => {
  if (!baseUrl.startsWith('https:') || trustProxy !== false) return [];
  return [
    `${baseUrl} is served by a proxy, whose address everybody may seem to have: wrong passwords and limits of one count for all. Set TRUST_PROXY=1 behind one proxy`,
  ];
};

/** What the operator has to mend before the first call, with the fix. */
export const startWarnings = (settings: Environment): string[] => [
  ...unreached(settings),
  ...withoutSecretsKey(settings),
  ...ofOneAddress(settings),
];

const CLOSED =
  'Access is CLOSED: there is no valid API key, so all but webhooks and health is refused. Make one: npm run keys -- create --name first --scopes admin (in the image: node dist/keys.js create …)';

/** Who gets in, at each start. */
export const accessLine = (
  settings: Environment,
  hasKey: boolean,
): { level: 'log' | 'warn'; line: string } => {
  if (isOpen(settings))
    return { level: 'log', line: 'Access is OPEN: no phone rings, so nobody needs an API key' };
  if (needsNoKey(settings))
    return {
      level: 'warn',
      line: 'Access is OPEN to everybody, though phones ring: AUTH_DISABLED=true. Leave it out to ask for API keys',
    };
  return hasKey ? { level: 'log', line: 'Access needs an API key' } : { level: 'warn', line: CLOSED };
};

export const announce = async (app: NestExpressApplication): Promise<void> => {
  const logger = new Logger('Start');
  const environment = app.get(Environment);
  for (const line of startLines(environment)) logger.log(line);
  for (const line of startWarnings(environment)) logger.warn(line);
  const { level, line } = accessLine(environment, await app.get(ApiKeysService).hasValid());
  logger[level](line);
};
