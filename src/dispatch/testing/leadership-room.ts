import { LeadershipService } from '../leadership.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { DispatcherMemoryRepository } from './dispatcher.memory.repository.js';
import { ManualClock } from '../../common/testing/manual-clock.js';

/** Instances that may lead, whose time passes when a test says so. */
export interface LeadershipRoom {
  clock: ManualClock;
  dispatchers: DispatcherMemoryRepository;
  /** The first instance. */
  leadership: LeadershipService;
  /** One more instance. */
  open(): LeadershipService;
  /** Has an instance follow, the first where none is named; answers whether that has ended. */
  follow(instance?: LeadershipService): () => boolean;
  /** Has the first one lead, where nobody does. */
  lead(): Promise<void>;
}

export const openLeadershipRoom = (): LeadershipRoom => {
  const clock = new ManualClock();
  const dispatchers = new DispatcherMemoryRepository(() => new Date(clock.wall()));
  const open = (): LeadershipService => new LeadershipService(dispatchers, new PlanClock(clock), clock);
  const leadership = open();
  const follow = (instance = leadership): (() => boolean) => {
    let hasEnded = false;
    const end = (): void => void (hasEnded = true);
    void instance.follow(new AbortController().signal, () => undefined).then(end);
    return () => hasEnded;
  };
  const lead = async (): Promise<void> => {
    follow();
    await clock.run(0);
  };
  return { clock, dispatchers, leadership, open, follow, lead };
};
