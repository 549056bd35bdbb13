import { createEnvironment } from '../../config/create-environment.js';
import { type Call, newQueuedCall } from '../../calls/model/call.js';
import { type CallsRoom, openCallsRoom } from '../../calls/testing/calls-room.js';
import type { CallPlan } from '../../plan/call-plan.js';
import { BreakerService } from '../breaker.service.js';
import { GateService } from '../gate.service.js';
import { LaunchService } from '../launch.service.js';
import { LeadershipService } from '../leadership.service.js';
import { Pace } from '../pace.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { RoomService } from '../room.service.js';
import { DispatcherMemoryRepository } from './dispatcher.memory.repository.js';
import { FakeClock } from '../../common/testing/fake-clock.js';

/** What a leader needs to dial, over memory, with a time of its own. Nothing is dialled but by a test. */
export interface EngineRoom extends CallsRoom {
  clock: FakeClock;
  dispatchers: DispatcherMemoryRepository;
  planClock: PlanClock;
  leadership: LeadershipService;
  breaker: BreakerService;
  gate: GateService;
  full: RoomService;
  launcher: LaunchService;
  /** Stores a call that is due after so many milliseconds, with a plan where one is named; without one it is plain. */
  put(wish?: { user?: string; plan?: Partial<CallPlan>; dueInMs?: number }): Promise<Call>;
}

/** Opens a room whose instance leads already. */
export const openEngineRoom = async (settings: Record<string, string> = {}): Promise<EngineRoom> => {
  const clock = new FakeClock();
  const planClock = new PlanClock(clock);
  const room = openCallsRoom(planClock);
  const environment = createEnvironment({ ENVIRONMENT: 'test', TWILIO_CPS: '100', ...settings });
  const dispatchers = new DispatcherMemoryRepository(() => new Date(clock.wall()));
  const leadership = new LeadershipService(dispatchers, planClock, clock);
  await leadership.follow(new AbortController().signal, () => undefined);
  const breaker = new BreakerService(leadership, dispatchers, clock);
  const gate = new GateService(leadership, new Pace(environment.twilioCps), breaker, room.attempts, clock);
  const full = new RoomService(room.waiting, clock, environment);
  const launcher = new LaunchService(room.attempts, room.dialling, room.events, planClock, clock);
  const put: EngineRoom['put'] = async ({ user = 'ada', plan, dueInMs = 0 } = {}) => {
    const now = new Date(clock.wall());
    const request = {
      to: '+14155550123',
      userExternalId: user,
      recordingEnabled: false,
      ...(plan && { plan: { machineDetection: 'none' as const, priority: 0, ...plan } }),
    };
    const dueAt = new Date(clock.wall() + dueInMs);
    const call = newQueuedCall(request, { dueAt, why: 'pace' }, { now });
    await room.events.record({ kind: 'requested', call });
    return call;
  };
  return { ...room, clock, dispatchers, planClock, leadership, breaker, gate, full, launcher, put };
};
