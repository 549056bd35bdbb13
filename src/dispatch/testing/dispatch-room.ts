import { createEnvironment } from '../../config/create-environment.js';
import { type CallsRoom, openCallsRoom } from '../../calls/testing/calls-room.js';
import type { HeldUpService } from '../../calls/queue/held-up.service.js';
import { Clock } from '../../common/time/clock.service.js';
import { DispatcherService } from '../dispatcher.service.js';
import { BreakerService } from '../breaker.service.js';
import { ExpiryWatchService } from '../expiry-watch.service.js';
import { HeldUpWatchService } from '../held-up-watch.service.js';
import { FlightsService } from '../flights.service.js';
import { LaneRepairService } from '../lane-repair.service.js';
import { GateService } from '../gate.service.js';
import { LaneVisitsService } from '../lane-visits.service.js';
import { LaneWatchService } from '../lane-watch.service.js';
import { Pace } from '../pace.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { RoomService } from '../room.service.js';
import { EngineService } from '../engine.service.js';
import { LaunchService } from '../launch.service.js';
import { LeadershipService } from '../leadership.service.js';
import { DispatcherMemoryRepository } from './dispatcher.memory.repository.js';

/** The room of calls, and an instance that dials its calls. */
export interface DispatchRoom extends CallsRoom {
  dispatchers: DispatcherMemoryRepository;
  dispatcher: DispatcherService;
  leadership: LeadershipService;
  heldUp: HeldUpService;
  close(): Promise<void>;
}

/** Opens an empty room, in which calls are dialled until `close` is called. */
export const openDispatchRoom = (settings: Record<string, string> = {}): DispatchRoom => {
  const clock = new Clock();
  const planClock = new PlanClock(clock);
  const room = openCallsRoom(planClock);
  const environment = createEnvironment({ ENVIRONMENT: 'test', TWILIO_CPS: '100', ...settings });
  const { attempts, dialling, events, waiting } = room;
  const dispatchers = new DispatcherMemoryRepository();
  const leadership = new LeadershipService(dispatchers, planClock, clock);
  const launcher = new LaunchService(attempts, dialling, events, planClock, clock);
  const expiry = new ExpiryWatchService(leadership, waiting, attempts, clock);
  const repair = new LaneRepairService(waiting, clock);
  const visits = new LaneVisitsService(leadership, waiting, attempts, expiry, clock);
  const watch = new LaneWatchService(leadership, waiting, visits, expiry, repair, clock);
  const breaker = new BreakerService(leadership, dispatchers, clock);
  const pace = new Pace(environment.twilioCps);
  const gate = new GateService(leadership, pace, breaker, attempts, clock);
  const full = new RoomService(waiting, clock, environment);
  const flights = new FlightsService(leadership, launcher, gate, breaker, full, clock);
  const engine = new EngineService(leadership, watch, flights, gate, breaker, clock);
  const { heldUp } = room;
  const heldUpWatch = new HeldUpWatchService(heldUp, waiting, clock, environment);
  const dispatcher = new DispatcherService(leadership, engine, events, heldUpWatch, clock);
  room.outcomes.onApplicationBootstrap();
  dispatcher.onApplicationBootstrap();
  const close = () => dispatcher.beforeApplicationShutdown();
  return { ...room, dispatchers, dispatcher, leadership, heldUp, close };
};
