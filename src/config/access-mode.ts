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
