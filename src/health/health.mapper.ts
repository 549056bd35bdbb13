import { VERSION } from '../common/version.js';
import type { HealthDto } from './dto/health.dto.js';
import type { Health } from './health.service.js';

const state = (healthy: boolean): 'healthy' | 'unhealthy' => (healthy ? 'healthy' : 'unhealthy');

export const toHealthDto = (
  { database, twilio, twilioMode, dispatch }: Health,
  isKnown: boolean,
): HealthDto => ({
  status: database && twilio ? 'healthy' : 'degraded',
  version: VERSION,
  database: state(database),
  twilio: state(twilio),
  twilio_mode: twilioMode,
  ...(isKnown && { dispatch: { state: dispatch.state, retry_at: dispatch.retryAt ?? null } }),
});
