import { jest } from '@jest/globals';
import { type Call, type CallRequest, newQueuedCall } from '../../calls/model/call.js';
import { AttemptsService } from '../../calls/attempts/attempts.service.js';
import { PauseCheck } from '../../calls/attempts/pause.check.js';
import { PlanCheck } from '../../calls/attempts/plan.check.js';
import { WishCheck } from '../../calls/attempts/wish.check.js';
import { CallQueueService } from '../../calls/queue/call-queue.service.js';
import type { DiallingService } from '../../calls/placing/dialling.service.js';
import { type CallsRoom, openCallsRoom } from '../../calls/testing/calls-room.js';
import { createEnvironment } from '../../config/create-environment.js';
import { BreakerService } from '../../pace/breaker.service.js';
import { PaceService } from '../../pace/pace.service.js';
import { ServerClock } from '../../pace/server-clock.js';
import { PaceMemoryRepository } from '../../pace/testing/pace.memory.repository.js';
import { ClaimsService } from '../claims.service.js';
import { DispatchRoundService } from '../dispatch-round.service.js';
import { DispatcherService } from '../dispatcher.service.js';
import { DueWatchService } from '../due-watch.service.js';
import { LaunchService } from '../launch.service.js';
import type { CallPlan } from '../../plan/call-plan.js';
import { PromotionService } from '../promotion.service.js';
import { TurnsService } from '../turns.service.js';
import { TurnsMemoryRepository } from './turns.memory.repository.js';

/** One that a test saw being dialled. */
export interface SeenDial {
  call: Call;
  at: number;
  instance: number;
}

/** One instance of the engine. */
export interface Instance {
  dispatcher: DispatcherService;
  pace: PaceService;
}

/** Instances of the engine on one store in memory; a dial is only noted, and never ends. */
export interface DispatchRoom {
  calls: CallsRoom['calls'];
  queue: CallQueueService;
  paces: PaceMemoryRepository;
  dials: SeenDial[];
  /** Starts another instance. */
  start(): Instance;
  /** Stores a call that waits, without telling any instance. */
  add(request?: Partial<CallRequest>, dueAt?: Date): Promise<Call>;
  /** The same, as this instance is asked for it. */
  request(request?: Partial<CallRequest>): Promise<Call>;
  stopAll(): Promise<void>;
}

export const somePlan = (plan: Partial<CallPlan> = {}): CallPlan => ({
  machineDetection: 'none',
  priority: 0,
  ...plan,
});

const waitingCall = (request: Partial<CallRequest>, dueAt: Date): Call =>
  newQueuedCall(
    { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false, ...request },
    { dueAt, why: 'time' },
  );

export const openDispatchRoom = (variables: Record<string, string> = {}): DispatchRoom => {
  const { calls, waiting: queue, events, schedule } = openCallsRoom();
  const paces = new PaceMemoryRepository();
  const turns = new TurnsMemoryRepository();
  const dials: SeenDial[] = [];
  const instances: Instance[] = [];
  const environment = createEnvironment({ ENVIRONMENT: 'test', ...variables });
  const start = (): Instance => {
    const number = instances.length;
    const clock = new ServerClock();
    const pace = new PaceService(paces, new BreakerService(paces, clock), clock, environment);
    const checks = [new WishCheck(), new PlanCheck(), new PauseCheck(pace)];
    const attempts = new AttemptsService(events, schedule, checks);
    const claims = new ClaimsService(queue, attempts);
    const promotion = new PromotionService(queue, new TurnsService(turns), pace, attempts);
    const watch = new DueWatchService(promotion, pace, environment);
    const rounds = new DispatchRoundService(watch, claims, pace, environment);
    const dial = jest.fn<DiallingService['dial']>(async (call) => {
      dials.push({ call, at: Date.now(), instance: number });
      return call;
    });
    const dialling = { dial } as unknown as DiallingService;
    const launcher = new LaunchService(dialling, pace, claims, attempts);
    const dispatcher = new DispatcherService(queue, events, rounds, launcher, pace);
    dispatcher.onApplicationBootstrap();
    const instance = { dispatcher, pace };
    instances.push(instance);
    return instance;
  };
  return {
    calls,
    queue,
    paces,
    dials,
    start,
    add: async (request = {}, dueAt = new Date()) => {
      const call = waitingCall(request, dueAt);
      await calls.insert(call);
      return call;
    },
    request: async (request = {}) => {
      const call = waitingCall(request, new Date());
      await events.record({ kind: 'requested', call });
      return call;
    },
    stopAll: async () => {
      await Promise.all(instances.map(({ dispatcher }) => dispatcher.beforeApplicationShutdown()));
    },
  };
};
