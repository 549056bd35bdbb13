import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createEnvironment } from '../config/create-environment.js';
import type { PaceService } from '../pace/pace.service.js';
import { DueWatchService } from './due-watch.service.js';
import type { PromotionService } from './promotion.service.js';

describe('DueWatchService', () => {
  const pace = { mayLead: true, state: jest.fn() };
  const promote = jest.fn<PromotionService['promote']>();
  let watch: DueWatchService;
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    jest.useFakeTimers();
    pace.mayLead = true;
    promote.mockReset().mockResolvedValue({ due: 0, isBacklog: false });
    const promotion = { promote } as unknown as PromotionService;
    const environment = createEnvironment({ ENVIRONMENT: 'test', TWILIO_CPS: '100' });
    watch = new DueWatchService(promotion, pace as unknown as PaceService, environment);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('looks each five seconds while nothing is due', async () => {
    for (let ms = 0; ms < 10_000; ms += 50) {
      await watch.look();
      await pass(50);
    }
    expect(promote).toHaveBeenCalledTimes(2);
  });

  it('looks as soon as it comes to lead: who led may have left calls without turns', async () => {
    await watch.look();
    pace.mayLead = false;
    await pass(1_000);
    expect(await watch.look()).toBe('none');
    pace.mayLead = true;
    promote.mockResolvedValueOnce({ due: 3, isBacklog: false });
    expect(await watch.look()).toBe('some');
    expect(promote).toHaveBeenCalledTimes(2);
    expect(await watch.look()).toBe('none');
  });

  it('leaves the rest of many calls to another instance once that leads', async () => {
    promote.mockResolvedValue({ due: 250, isBacklog: true });
    await watch.look();
    await pass(2_500);
    expect(promote).toHaveBeenCalledTimes(3);
    pace.mayLead = false;
    await pass(5_000);
    expect(promote).toHaveBeenCalledTimes(3);
  });
});
