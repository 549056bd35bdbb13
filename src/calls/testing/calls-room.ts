import { strictMock, type StrictMock } from '../../../test/support/strict-mock.js';
import { createEnvironment } from '../../config/create-environment.js';
import { FeedbackService } from '../../feedback/feedback.service.js';
import { FeedbackMemoryRepository } from '../../feedback/testing/feedback.memory.repository.js';
import { CLOSED_BREAKER } from '../../pace/breaker.js';
import type { Pace } from '../../pace/pace.js';
import type { PaceService } from '../../pace/pace.service.js';
import { RecordingsService } from '../../recordings/recordings.service.js';
import { RecordingsMemoryRepository } from '../../recordings/testing/recordings.memory.repository.js';
import type { TwilioService } from '../../twilio/twilio.service.js';
import { UsersMemoryRepository } from '../../users/testing/users.memory.repository.js';
import { UsersService } from '../../users/users.service.js';
import { AttemptsService } from '../attempts/attempts.service.js';
import { PauseCheck } from '../attempts/pause.check.js';
import { PlanCheck } from '../attempts/plan.check.js';
import { WishCheck } from '../attempts/wish.check.js';
import { CallEventsService } from '../events/call-events.service.js';
import { WishesService } from '../control/wishes.service.js';
import { CallChangesMemoryRepository } from './call-changes.memory.repository.js';
import { CallChecksService } from '../checks/call-checks.service.js';
import { CallQueueService } from '../queue/call-queue.service.js';
import { CallNewsService } from '../news/call-news.service.js';
import { CallsService } from '../view/calls.service.js';
import { CheckSchedule } from '../model/check-schedule.service.js';
import { DiallingService } from '../placing/dialling.service.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';
import { PlacingService } from '../placing/placing.service.js';
import { CallChecksMemoryRepository } from './call-checks.memory.repository.js';
import { CallQueueMemoryRepository } from './call-queue.memory.repository.js';
import { CallsMemoryRepository } from './calls.memory.repository.js';
import { UnmatchedEventsMemoryRepository } from './unmatched-events.memory.repository.js';

/** The services of the calls' room over memory, with a Twilio that does only what a test has planned. */
export interface CallsRoom {
  calls: CallsMemoryRepository;
  schedule: CheckSchedule;
  changes: CallChangesMemoryRepository;
  events: CallEventsService;
  attempts: AttemptsService;
  queue: CallQueueMemoryRepository;
  unmatched: UnmatchedEventsMemoryRepository;
  recordings: RecordingsService;
  feedback: FeedbackService;
  users: UsersService;
  twilio: StrictMock<TwilioService>;
  pace: StrictMock<PaceService>;
  news: CallNewsService;
  checks: CallChecksService;
  followUps: FollowUpsService;
  waiting: CallQueueService;
  placing: PlacingService;
  dialling: DiallingService;
  service: CallsService;
  wishes: WishesService;
}

/** Nothing stops dialling. */
const RUNNING: Pace = { next: 0, current: 0, breaker: CLOSED_BREAKER };

/** Opens an empty room; there is always a slot to dial in. */
export const openCallsRoom = (): CallsRoom => {
  const schedule = new CheckSchedule(createEnvironment({ ENVIRONMENT: 'test' }));
  const calls = new CallsMemoryRepository();
  const queue = new CallQueueMemoryRepository(calls);
  const unmatched = new UnmatchedEventsMemoryRepository();
  const recordings = new RecordingsService(new RecordingsMemoryRepository());
  const feedback = new FeedbackService(new FeedbackMemoryRepository());
  const users = new UsersService(new UsersMemoryRepository());
  const twilio = strictMock<TwilioService>('TwilioService');
  const pace = strictMock<PaceService>('PaceService');
  pace.reserve.mockImplementation(async () => ({ slots: [new Date()] }));
  pace.report.mockReturnValue(undefined);
  pace.state.mockImplementation(async () => RUNNING);
  const changes = new CallChangesMemoryRepository(calls);
  const events = new CallEventsService(changes);
  const attempts = new AttemptsService(events, schedule, [
    new WishCheck(),
    new PlanCheck(),
    new PauseCheck(pace),
  ]);
  const waiting = new CallQueueService(queue);
  const followUps = new FollowUpsService(calls, events);
  const news = new CallNewsService(events, recordings, unmatched, followUps, schedule);
  const dialling = new DiallingService(calls, events, news, followUps, twilio, pace);
  const placing = new PlacingService(events, attempts, dialling, users, pace);
  const checks = new CallChecksService(events, new CallChecksMemoryRepository(calls), followUps);
  const service = new CallsService(calls, recordings, feedback, users);
  return {
    calls,
    schedule,
    changes,
    events,
    attempts,
    queue,
    unmatched,
    recordings,
    feedback,
    users,
    twilio,
    pace,
    news,
    checks,
    followUps,
    waiting,
    placing,
    dialling,
    service,
    wishes: new WishesService(news, twilio),
  };
};
