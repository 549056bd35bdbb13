import { isLoopbackUrl } from './environment-formats.js';
import type { Environment } from './environment.js';

type Settings = Pick<Environment, 'environment' | 'twilioMode' | 'twilioApiBaseUrl' | 'authDisabled'>;

/** Whether no real phone can ring: calls are simulated, or go to a Twilio on this machine outside production. */
export const isOpen = ({
  environment,
  twilioMode,
  twilioApiBaseUrl,
}: Omit<Settings, 'authDisabled'>): boolean =>
  twilioMode === 'simulator' || (environment !== 'production' && isLoopbackUrl(twilioApiBaseUrl));

/** Whether nobody needs a key: Atlas is open, or was opened knowingly outside production. */
export const needsNoKey = (settings: Settings): boolean =>
  isOpen(settings) || (settings.environment !== 'production' && settings.authDisabled === 'true');

/** What a caller may ask for in a minute; undefined where there is no limit. */
export interface RequestLimits {
  requests?: number;
  placings?: number;
}

/** As it is set. Else a caller may place as fast as the account dials, and where Atlas is open there is no limit. */
export const requestLimits = (settings: Environment): RequestLimits => {
  const { requestsPerMinute, placingsPerMinute, twilioCps } = settings;
  if (isOpen(settings)) return { requests: requestsPerMinute, placings: placingsPerMinute };
  return {
    requests: requestsPerMinute ?? 600,
    placings: placingsPerMinute ?? Math.floor(60 * Math.max(1, twilioCps)),
  };
};
