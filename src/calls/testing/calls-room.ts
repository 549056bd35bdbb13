import { strictMock, type StrictMock } from '../../../test/support/strict-mock.js';
import { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { createEnvironment } from '../../config/create-environment.js';
import { FeedbackService } from '../../feedback/feedback.service.js';
import { FeedbackMemoryRepository } from '../../feedback/testing/feedback.memory.repository.js';
import { RecordingRemovalService } from '../../recordings/removal/recording-removal.service.js';
import { RecordingsService } from '../../recordings/recordings.service.js';
import { noCopies } from '../../recordings/testing/no-copies.js';
import { RecordingsMemoryRepository } from '../../recordings/testing/recordings.memory.repository.js';
import { RemovalsMemoryRepository } from '../../recordings/testing/removals.memory.repository.js';
import { HoldsService } from '../../retention/holds.service.js';
import { HoldsMemoryRepository } from '../../retention/testing/holds.memory.repository.js';
import type { TwilioService } from '../../twilio/twilio.service.js';
import { UsersMemoryRepository } from '../../users/testing/users.memory.repository.js';
import { UsersService } from '../../users/users.service.js';
import { AttemptsService } from '../attempts/attempts.service.js';
import { ExpiryCheck } from '../attempts/expiry.check.js';
import { PlanCheck } from '../attempts/plan.check.js';
import { TakenCheck } from '../attempts/taken.check.js';
import { WishCheck } from '../attempts/wish.check.js';
import { CallEventsService } from '../events/call-events.service.js';
import { WishesService } from '../control/wishes.service.js';
import { CallChangesMemoryRepository } from './call-changes.memory.repository.js';
import { CallChecksService } from '../checks/call-checks.service.js';
import { CallQueueService } from '../queue/call-queue.service.js';
import { HeldUpService } from '../queue/held-up.service.js';
import { CallNewsService } from '../news/call-news.service.js';
import { CallsService } from '../view/calls.service.js';
import { CheckSchedule } from '../model/check-schedule.service.js';
import { AdmissionService } from '../placing/admission.service.js';
import { DiallingService } from '../placing/dialling.service.js';
import { OutcomeWatchService } from '../placing/outcome-watch.service.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';
import { UnheardCallsService } from '../placing/unheard-calls.service.js';
import { PlacingService } from '../placing/placing.service.js';
import { CallChecksMemoryRepository } from './call-checks.memory.repository.js';
import { CallQueueMemoryRepository } from './call-queue.memory.repository.js';
import { CallsMemoryRepository } from './calls.memory.repository.js';
import { LanesMemoryRepository } from './lanes.memory.repository.js';
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
  removal: RecordingRemovalService;
  holds: HoldsService;
  feedback: FeedbackService;
  users: UsersService;
  twilio: StrictMock<TwilioService>;
  lanes: LanesMemoryRepository;
  news: CallNewsService;
  checks: CallChecksService;
  followUps: FollowUpsService;
  outcomes: OutcomeWatchService;
  waiting: CallQueueService;
  placing: PlacingService;
  dialling: DiallingService;
  service: CallsService;
  wishes: WishesService;
  heldUp: HeldUpService;
}

/** Opens an empty room, in which nobody dials but a test. */
export const openCallsRoom = (planClock = new PlanClock(new Clock())): CallsRoom => {
  const environment = createEnvironment({ ENVIRONMENT: 'test', TWILIO_TIMEOUT_MS: '1000' });
  const schedule = new CheckSchedule(environment);
  const calls = new CallsMemoryRepository();
  const queue = new CallQueueMemoryRepository(calls);
  const unmatched = new UnmatchedEventsMemoryRepository();
  const recorded = new RecordingsMemoryRepository();
  const recordings = new RecordingsService(recorded);
  const feedback = new FeedbackService(new FeedbackMemoryRepository());
  const users = new UsersService(new UsersMemoryRepository());
  const twilio = strictMock<TwilioService>('TwilioService');
  const lanes = new LanesMemoryRepository();
  const holds = new HoldsService(new HoldsMemoryRepository(), planClock);
  const removals = new RemovalsMemoryRepository(recorded);
  const removal = new RecordingRemovalService(
    ...([recordings, removals, twilio, holds, noCopies, new Clock()] as const),
  );
  const changes = new CallChangesMemoryRepository(calls, () => planClock.byDatabase() ?? new Date());
  const events = new CallEventsService(changes, lanes);
  const attempts = new AttemptsService(events, schedule, planClock, [
    new TakenCheck(),
    new WishCheck(),
    new ExpiryCheck(),
    new PlanCheck(),
  ]);
  const outcomes = new OutcomeWatchService(calls, events, environment);
  const followUps = new FollowUpsService(calls, events, planClock);
  const news = new CallNewsService(events, recordings, unmatched, followUps, schedule, removal);
  const dialling = new DiallingService(events, news, followUps, twilio, environment);
  const heldUp = new HeldUpService();
  const unheard = new UnheardCallsService(calls, events, planClock, new Clock());
  const admission = new AdmissionService(users, attempts, planClock);
  const placing = new PlacingService(events, outcomes, admission, heldUp, unheard);
  const checks = new CallChecksService(events, new CallChecksMemoryRepository(calls), followUps);
  const service = new CallsService(calls, recordings, feedback, users, heldUp);
  return {
    calls,
    schedule,
    changes,
    heldUp,
    events,
    attempts,
    queue,
    unmatched,
    recordings,
    removal,
    holds,
    feedback,
    users,
    twilio,
    lanes,
    news,
    checks,
    followUps,
    outcomes,
    waiting: new CallQueueService(queue, lanes),
    placing,
    dialling,
    service,
    wishes: new WishesService(news, twilio),
  };
};
