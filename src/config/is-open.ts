import type { Environment } from './environment.js';
import { isLoopbackUrl } from './environment-formats.js';

/** Whether nobody is really dialled: calls are simulated, or go to a stand-in of Twilio on this machine. Never in production. */
export const isOpen = ({ environment, twilioMode, twilioApiBaseUrl }: Environment): boolean =>
  environment !== 'production' && (twilioMode === 'simulator' || isLoopbackUrl(twilioApiBaseUrl));
