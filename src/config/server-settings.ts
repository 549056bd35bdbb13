import { EnvironmentVariable, parseNumber } from './variable.js';
import * as format from './environment-formats.js';
import { isOneOf, isWholeNumber, OptionalRule, Rule } from './rule.js';

export type EnvironmentName = 'development' | 'test' | 'production';
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

const LOG_LEVELS: Record<string, LogLevel> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  SILENT: 'silent',
};

/** Where and how Atlas itself is served. */
export abstract class ServerSettings {
  @EnvironmentVariable({
    name: 'ENVIRONMENT',
    group: 'Server',
    description: 'development, test or production. NODE_ENV=production counts as production too.',
    default: 'development',
    fix: 'set ENVIRONMENT=development, test or production',
  })
  @Rule(isOneOf('development', 'test', 'production'), 'must be development, test or production')
  readonly environment!: EnvironmentName;

  @EnvironmentVariable({
    name: 'HOST',
    group: 'Server',
    description: 'Address to listen on. With the real Twilio and without API keys the default is 127.0.0.1.',
    default: '0.0.0.0',
    fix: 'set HOST=127.0.0.1 for this machine only or HOST=0.0.0.0 for every network',
  })
  @Rule(format.isHost, 'must be a host name or an IP address')
  readonly host!: string;

  @EnvironmentVariable({
    name: 'PORT',
    group: 'Server',
    description: 'Port to listen on.',
    default: '8000',
    fix: 'set PORT=8000 or another free port',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(1, 65_535), 'must be an integer between 1 and 65535')
  readonly port!: number;

  @EnvironmentVariable({
    name: 'BASE_URL',
    group: 'Server',
    description: 'Public URL at which Twilio reaches Atlas; a path prefix is kept.',
    defaultNote: 'http://localhost:$PORT',
    requiredInProduction: true,
    fix: 'set BASE_URL=https://your.public.host, as Twilio sees it',
    parse: format.removeTrailingSlashes,
  })
  @Rule(format.isPublicUrl, 'must be an absolute http or https URL without query, fragment or credentials')
  readonly baseUrl!: string;

  @EnvironmentVariable({
    name: 'ALLOWED_HOSTS',
    group: 'Server',
    description:
      "Further host names that Atlas answers to, with commas between them, beside BASE_URL's, localhost and addresses.",
    fix: 'set ALLOWED_HOSTS=atlas.example.com, with commas between several',
    parse: format.parseList,
  })
  @OptionalRule(
    format.isHostList,
    'must be host names or addresses, perhaps with a port, with commas between them',
  )
  readonly allowedHosts?: string[];

  @EnvironmentVariable({
    name: 'LOG_LEVEL',
    group: 'Server',
    description: 'DEBUG, INFO, WARNING or ERROR.',
    default: 'INFO',
    fix: 'set LOG_LEVEL=INFO',
    parse: (text) => LOG_LEVELS[text.toUpperCase()] ?? text,
  })
  @Rule(isOneOf(...Object.values(LOG_LEVELS)), 'must be DEBUG, INFO, WARNING or ERROR')
  readonly logLevel!: LogLevel;

  @EnvironmentVariable({
    name: 'TRUST_PROXY',
    group: 'Server',
    description: 'Number of proxies in front, or their addresses as CIDRs separated by commas.',
    default: 'off',
    fix: 'set TRUST_PROXY=1 behind one proxy, or for example TRUST_PROXY=10.0.0.0/8',
    parse: format.parseTrustProxy,
  })
  @Rule(format.isTrustProxy, 'must be off, a hop count from 1 to 32, or a comma-separated list of CIDRs')
  readonly trustProxy!: format.TrustProxy;

  @EnvironmentVariable({
    name: 'MAX_CONNECTIONS',
    group: 'Server',
    description: 'Connections that are open at the same time; more are refused.',
    default: '5000',
    fix: 'set MAX_CONNECTIONS=5000',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(1, 1_000_000), 'must be an integer between 1 and 1000000')
  readonly maxConnections!: number;

  @EnvironmentVariable({
    name: 'MAX_CONNECTIONS_PER_ADDRESS',
    group: 'Server',
    description: 'The same of one address; the proxies that TRUST_PROXY means are not counted.',
    default: '500',
    fix: 'set MAX_CONNECTIONS_PER_ADDRESS=500',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(1, 1_000_000), 'must be an integer between 1 and 1000000')
  readonly maxConnectionsPerAddress!: number;
}
