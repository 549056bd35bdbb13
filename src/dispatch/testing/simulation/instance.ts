import { AttemptsService } from '../../../calls/attempts/attempts.service.js';
import { ExpiryCheck } from '../../../calls/attempts/expiry.check.js';
import { PlanCheck } from '../../../calls/attempts/plan.check.js';
import { TakenCheck } from '../../../calls/attempts/taken.check.js';
import { WishCheck } from '../../../calls/attempts/wish.check.js';
import { CallChecksService } from '../../../calls/checks/call-checks.service.js';
import { WishesService } from '../../../calls/control/wishes.service.js';
import { CallControlService } from '../../../calls/control/call-control.service.js';
import { CallEventsService } from '../../../calls/events/call-events.service.js';
import type { LanesRepository } from '../../../calls/lanes/lanes.repository.js';
import type { Call, Wait } from '../../../calls/model/call.js';
import { CheckSchedule } from '../../../calls/model/check-schedule.service.js';
import { CallNewsService } from '../../../calls/news/call-news.service.js';
import { AdmissionService } from '../../../calls/placing/admission.service.js';
import { DiallingService } from '../../../calls/placing/dialling.service.js';
import { OutcomeWatchService } from '../../../calls/placing/outcome-watch.service.js';
import { UnheardCallsService } from '../../../calls/placing/unheard-calls.service.js';
import { PlacingService } from '../../../calls/placing/placing.service.js';
import { CallQueueService } from '../../../calls/queue/call-queue.service.js';
import { FollowUpsService } from '../../../calls/queue/follow-ups.service.js';
import { HeldUpService } from '../../../calls/queue/held-up.service.js';
import { CallsService } from '../../../calls/view/calls.service.js';
import { openRules } from './open-rules.js';
import { FeedbackService } from '../../../feedback/feedback.service.js';
import { FeedbackMemoryRepository } from '../../../feedback/testing/feedback.memory.repository.js';
import type { RecordingRemovalService } from '../../../recordings/removal/recording-removal.service.js';
import { RecordingsService } from '../../../recordings/recordings.service.js';
import { RecordingsMemoryRepository } from '../../../recordings/testing/recordings.memory.repository.js';
import type { TwilioService } from '../../../twilio/twilio.service.js';
import { UsersService } from '../../../users/users.service.js';
import { UsersMemoryRepository } from '../../../users/testing/users.memory.repository.js';
import { BreakerService } from '../../breaker.service.js';
import { DispatchService } from '../../dispatch.service.js';
import { DispatcherService } from '../../dispatcher.service.js';
import { EngineService } from '../../engine.service.js';
import { ExpiryWatchService } from '../../expiry-watch.service.js';
import { HeldUpWatchService } from '../../held-up-watch.service.js';
import { FlightsService } from '../../flights.service.js';
import { LaneRepairService } from '../../lane-repair.service.js';
import { GateService } from '../../gate.service.js';
import { LaneVisitsService } from '../../lane-visits.service.js';
import { LaneWatchService } from '../../lane-watch.service.js';
import { LaunchService } from '../../launch.service.js';
import { LeadershipService } from '../../leadership.service.js';
import { Pace } from '../../pace.js';
import { PlanClock } from '../../../common/time/plan-clock.service.js';
import { RoomService } from '../../room.service.js';
import { remote } from './fake-database.js';
import type { Host } from './host.js';
import type { Surroundings } from './surroundings.js';

/** Answers a client at once: nobody is kept waiting for a call's turn here. */
class Impatient extends OutcomeWatchService {
  override settled(call: Call): Promise<Call> {
    return Promise.resolve(call);
  }
}

/** As MissedRingsService does, by the clock of this host. */
const ringAgain = async (host: Host, lanes: LanesRepository, wait: Wait): Promise<void> => {
  await host.clock.sleep(500);
  await lanes.ring(wait.lane, wait.dueAt).catch(() => ringAgain(host, lanes, wait));
};

const openCalls = ({ host, database, twilio, environment, mutant }: Surroundings) => {
  const at = <T extends object>(room: string, repository: T): T => remote(database, host, room, repository);
  const calls = at('calls', database.calls);
  const lanes = at('lanes', mutant.lanes?.(database.lanes) ?? database.lanes);
  const changes = at('changes', mutant.changes?.(database) ?? database.changes);
  const { Events = CallEventsService, Attempts = AttemptsService } = mutant;
  const events = new Events(changes, lanes);
  events.onMissedRing((wait) => void ringAgain(host, lanes, wait));
  const schedule = new CheckSchedule(environment);
  const planClock = new PlanClock(host.clock);
  const attempts = new Attempts(events, schedule, planClock, [
    new TakenCheck(),
    new WishCheck(),
    new ExpiryCheck(),
    new PlanCheck(),
  ]);
  const recordings = new RecordingsService(new RecordingsMemoryRepository());
  // Nothing is erased here.
  const removal = {} as RecordingRemovalService;
  const users = new UsersService(new UsersMemoryRepository());
  const followUps = new FollowUpsService(calls, events, planClock);
  const unmatched = at('unmatched', database.unmatched);
  const news = new CallNewsService(events, recordings, unmatched, followUps, schedule, removal);
  const heldUp = new HeldUpService();
  const unheard = new UnheardCallsService(calls, events, planClock, host.clock);
  const feedback = new FeedbackService(new FeedbackMemoryRepository());
  const service = new CallsService(calls, recordings, feedback, users, heldUp);
  const phone = {
    placeCall: (...[call, gate]: Parameters<TwilioService['placeCall']>) =>
      twilio.placeCall(host, call, gate),
    endCall: (...[sid, status]: Parameters<TwilioService['endCall']>) => twilio.endCall(host, sid, status),
    fetchCall: (sid: string) => twilio.fetchCall(host, sid),
  } as unknown as TwilioService;
  return {
    planClock,
    events,
    attempts,
    news,
    heldUp,
    followUps,
    queue: new CallQueueService(at('queue', database.queue), lanes),
    placing: new PlacingService(
      events,
      new Impatient(calls, events, environment),
      new AdmissionService(users, attempts, planClock),
      heldUp,
      unheard,
    ),
    dialling: new DiallingService(events, news, followUps, phone, environment),
    control: new CallControlService(service, events, news, followUps, new WishesService(news, phone), phone),
    checks: new CallChecksService(events, at('checks', database.checks), followUps),
  };
};

/** One instance of Atlas: what dials, and what puts calls in and hears of them. It is started by its `dispatcher`. */
export type Instance = ReturnType<typeof openInstance>;

export const openInstance = (surroundings: Surroundings) => {
  const { host, database, environment, mutant } = surroundings;
  const { clock } = host;
  const { Leadership = LeadershipService, Gate = GateService, ThisPace = Pace } = mutant;
  const room = openCalls(surroundings);
  const { planClock, queue, attempts, dialling, events, heldUp } = room;
  const dispatchers = remote(database, host, 'dispatchers', database.dispatchers);
  const leadership = new Leadership(dispatchers, planClock, clock);
  const breaker = new BreakerService(leadership, dispatchers, clock);
  const pace = new ThisPace(environment.twilioCps);
  const expiry = new ExpiryWatchService(leadership, queue, attempts, clock);
  const repair = new LaneRepairService(queue, clock);
  const visits = new LaneVisitsService(leadership, queue, attempts, expiry, clock);
  const lanes = new LaneWatchService(leadership, queue, visits, expiry, repair, clock);
  const launcher = new LaunchService(attempts, dialling, events, planClock, clock);
  const gate = new Gate(leadership, pace, breaker, attempts, clock);
  const full = new RoomService(queue, clock, environment);
  const flights = new FlightsService(leadership, launcher, gate, breaker, full, clock);
  const engine = new EngineService(leadership, lanes, flights, gate, breaker, clock);
  const heldUpWatch = new HeldUpWatchService(heldUp, queue, clock, environment);
  const { Dispatch = DispatchService } = mutant;
  const dispatch = new Dispatch(dispatchers, queue, engine, heldUpWatch, clock, environment);
  return {
    ...room,
    host,
    leadership,
    dispatch,
    list: openRules(surroundings, { attempts, queue, dispatch }),
    dispatcher: new DispatcherService(leadership, engine, events, heldUpWatch, clock),
  };
};
