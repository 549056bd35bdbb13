import { strictMock, type StrictMock } from '../../../test/support/strict-mock.js';
import { createEnvironment } from '../../config/create-environment.js';
import type { PaceService } from '../../pace/pace.service.js';
import { RecordingsService } from '../../recordings/recordings.service.js';
import { RecordingsMemoryRepository } from '../../recordings/testing/recordings.memory.repository.js';
import type { TwilioService } from '../../twilio/twilio.service.js';
import { UsersMemoryRepository } from '../../users/testing/users.memory.repository.js';
import { UsersService } from '../../users/users.service.js';
import { CallChecksService } from '../checks/call-checks.service.js';
import { CallQueueService } from '../queue/call-queue.service.js';
import { CallbacksService } from '../news/callbacks.service.js';
import { CallsService } from '../view/calls.service.js';
import { CheckSchedule } from '../model/check-schedule.service.js';
import { DiallingService } from '../placing/dialling.service.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';
import { PlacingService } from '../placing/placing.service.js';
import { CallQueueMemoryRepository } from './call-queue.memory.repository.js';
import { CallsMemoryRepository } from './calls.memory.repository.js';
import { UnmatchedEventsMemoryRepository } from './unmatched-events.memory.repository.js';

/** The services of the calls' room over memory, with a Twilio that does only what a test has planned. */
export interface CallsRoom {
  calls: CallsMemoryRepository;
  queue: CallQueueMemoryRepository;
  unmatched: UnmatchedEventsMemoryRepository;
  recordings: RecordingsService;
  users: UsersService;
  twilio: StrictMock<TwilioService>;
  pace: StrictMock<PaceService>;
  callbacks: CallbacksService;
  checks: CallChecksService;
  followUps: FollowUpsService;
  waiting: CallQueueService;
  placing: PlacingService;
  service: CallsService;
}

/** Opens an empty room; there is always a slot to dial in. */
export const openCallsRoom = (): CallsRoom => {
  const schedule = new CheckSchedule(createEnvironment({ ENVIRONMENT: 'test' }));
  const calls = new CallsMemoryRepository();
  const queue = new CallQueueMemoryRepository(calls);
  const unmatched = new UnmatchedEventsMemoryRepository();
  const recordings = new RecordingsService(new RecordingsMemoryRepository());
  const users = new UsersService(new UsersMemoryRepository());
  const twilio = strictMock<TwilioService>('TwilioService');
  const pace = strictMock<PaceService>('PaceService');
  pace.reserve.mockImplementation(async () => ({ slots: [new Date()] }));
  pace.report.mockReturnValue(undefined);
  const waiting = new CallQueueService(queue, schedule);
  const followUps = new FollowUpsService(calls, queue, waiting);
  const callbacks = new CallbacksService(calls, recordings, unmatched, followUps, schedule);
  const dialling = new DiallingService(calls, callbacks, followUps, twilio, pace);
  const placing = new PlacingService(calls, waiting, dialling, users, pace, schedule);
  const checks = new CallChecksService(calls, followUps);
  const service = new CallsService(calls, recordings, users);
  return {
    calls,
    queue,
    unmatched,
    recordings,
    users,
    twilio,
    pace,
    callbacks,
    checks,
    followUps,
    waiting,
    placing,
    service,
  };
};
