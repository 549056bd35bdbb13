import { afterAll, beforeAll, describe, it } from '@jest/globals';
import request from 'supertest';
import { startController, type RunningController } from '../../test/support/start-controller.js';
import { strictMock } from '../../test/support/strict-mock.js';
import { AccessService } from '../auth/access.service.js';
import { UnauthenticatedError } from '../auth/auth.errors.js';
import { ANYONE } from '../auth/principal.js';
import { RefusalsService } from '../limits/refusals.service.js';
import { VERSION } from '../common/version.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';

describe('the health routes', () => {
  const access = strictMock<AccessService>('AccessService');
  const health = strictMock<HealthService>('HealthService');
  let server: RunningController;
  beforeAll(async () => {
    server = await startController(HealthController, [
      { provide: HealthService, useValue: health },
      { provide: AccessService, useValue: access },
      { provide: RefusalsService, useValue: strictMock<RefusalsService>('RefusalsService') },
    ]);
  });
  afterAll(() => server.close());

  it.each<[boolean, boolean, string]>([
    [true, true, 'healthy'],
    [true, false, 'degraded'],
    [false, true, 'degraded'],
    [false, false, 'degraded'],
  ])('GET /health, database %s, twilio %s: 200 and %s', async (database, twilio, status) => {
    health.check.mockResolvedValueOnce({
      database,
      twilio,
      twilioMode: 'live',
      dispatch: { state: 'running' },
    });
    access.identify.mockResolvedValueOnce(ANYONE);
    await request(server.url)
      .get('/health')
      .expect(200, {
        status,
        version: VERSION,
        database: database ? 'healthy' : 'unhealthy',
        twilio: twilio ? 'healthy' : 'unhealthy',
        twilio_mode: 'live',
        dispatch: { state: 'running', retry_at: null },
      });
  });

  it('GET /health tells a stranger the contract’s fields alone', async () => {
    const dispatch = { state: 'paused' as const };
    health.check.mockResolvedValueOnce({ database: true, twilio: true, twilioMode: 'live', dispatch });
    access.identify.mockRejectedValueOnce(new UnauthenticatedError());
    const told = {
      status: 'healthy',
      version: VERSION,
      database: 'healthy',
      twilio: 'healthy',
      twilio_mode: 'live',
    };
    await request(server.url).get('/health').expect(200, told);
  });

  it('GET /health/live asks nothing', async () => {
    await request(server.url).get('/health/live').expect(200, { status: 'ok' });
  });

  it('GET /health/ready is 503 while the database is away', async () => {
    health.isDatabaseHealthy.mockResolvedValueOnce(true);
    await request(server.url).get('/health/ready').expect(200, { status: 'ok' });
    health.isDatabaseHealthy.mockResolvedValueOnce(false);
    await request(server.url)
      .get('/health/ready')
      .expect('Retry-After', '2')
      .expect(503, { detail: 'Not ready: the database is away' });
  });
});
