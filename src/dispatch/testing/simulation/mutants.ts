import type { CallChange } from '../../../calls/events/call-change.js';
import type { StoredChange } from '../../../calls/events/change-outcome.js';
import { waitIn } from '../../../calls/events/wait-in.js';
import { CallChangesRepository } from '../../../calls/events/call-changes.repository.js';
import { CallEventsService } from '../../../calls/events/call-events.service.js';
import type { SettledLane } from '../../../calls/model/lane.js';
import type { LanesRepository } from '../../../calls/lanes/lanes.repository.js';
import type { LanesMemoryRepository } from '../../../calls/testing/lanes.memory.repository.js';
import { AttemptsService } from '../../../calls/attempts/attempts.service.js';
import type { Standing } from '../../../calls/attempts/calling-rules.js';
import { ComplianceService } from '../../../compliance/compliance.service.js';
import { DispatchService } from '../../dispatch.service.js';
import { GateService, type Launching } from '../../gate.service.js';
import { LeadershipService } from '../../leadership.service.js';
import type { Permit } from '../../permit.js';
import { Pace } from '../../pace.js';
import { standingOf } from '../../standing.js';
import type { FakeDatabase } from './fake-database.js';

/** A plausible mistake, put in the place of what is right. */
export interface Mutant {
  /** The first seed whose story shows it, as far as is known: looked for from there on. */
  foundBy?: number;
  changes?: (database: FakeDatabase) => CallChangesRepository;
  lanes?: (lanes: LanesMemoryRepository) => LanesRepository;
  Events?: typeof CallEventsService;
  Leadership?: typeof LeadershipService;
  Gate?: typeof GateService;
  ThisPace?: typeof Pace;
  Dispatch?: typeof DispatchService;
  Rules?: typeof ComplianceService;
  Attempts?: typeof AttemptsService;
}

/** Changes that are stored in another way than they are told. */
class Altered extends CallChangesRepository {
  constructor(
    private readonly database: FakeDatabase,
    private readonly alter: (change: CallChange, database: FakeDatabase) => CallChange | null,
  ) {
    super();
  }

  async store(change: CallChange): Promise<StoredChange> {
    const altered = this.alter(change, this.database);
    return altered ? this.database.changes.store(altered) : { outcome: 'applied' };
  }

  findAttempt(...[ref]: Parameters<CallChangesRepository['findAttempt']>) {
    return this.database.changes.findAttempt(ref);
  }
}

const undoing =
  (isWanted: (stored: string, key: string) => boolean) =>
  (change: CallChange, { calls }: FakeDatabase): CallChange => {
    if (change.kind !== 'undone') return change;
    const stored = calls.find(change.callId)?.attempts[change.n - 1]?.key;
    return stored !== undefined && isWanted(stored, change.key) ? { ...change, key: stored } : change;
  };
const termOf = (key: string): string => key.slice(0, key.indexOf(':'));

class OldPermits extends LeadershipService {
  private kept?: Permit;

  override async permit(): Promise<Permit | null> {
    if (!this.kept || !this.isFresh(this.kept)) this.kept = (await super.permit()) ?? undefined;
    return this.kept ?? null;
  }

  override isFresh(permit: Permit): boolean {
    return super.isFresh({ ...permit, monotonic: permit.monotonic + 3_000, wall: permit.wall + 3_000 });
  }
}

/** Each leader thinks that nobody led before it. */
class AlwaysFirst extends LeadershipService {
  override get known(): LeadershipService['known'] {
    const known = super.known;
    return known && { ...known, beat: 1 };
  }
}

class RingFirst extends CallEventsService {
  private readonly bells: LanesRepository;

  constructor(...[changes, lanes]: ConstructorParameters<typeof CallEventsService>) {
    const silent = new Proxy(lanes, {
      get: (target, name) =>
        name === 'ring' ? () => Promise.resolve() : (Reflect.get(target, name) as unknown),
    });
    super(changes, silent);
    this.bells = lanes;
  }

  override async record(change: CallChange): Promise<StoredChange> {
    const wait = waitIn(change);
    if (wait) await this.bells.ring(wait.lane, wait.dueAt);
    return super.record(change);
  }
}

class HastyGate extends GateService {
  private readonly parts: ConstructorParameters<typeof GateService>;

  constructor(...parts: ConstructorParameters<typeof GateService>) {
    super(...parts);
    this.parts = parts;
  }

  override async pass(...[launching, connection, onSend]: Parameters<GateService['pass']>): Promise<void> {
    const [leadership, pace, , , clock] = this.parts;
    for (;;) {
      const permit = await leadership.permit();
      if (!permit) return;
      const waitMs = pace.next() - clock.monotonic();
      if (waitMs > 1_000) return;
      await clock.sleep(waitMs);
      if (!connection.isAlive() || !this.isAllowed(launching)) return;
      if (!leadership.isFresh(permit)) continue;
      pace.note(clock.monotonic());
      onSend(0);
      connection.send();
      return;
    }
  }

  private isAllowed({ call, key, term }: Launching): boolean {
    const [leadership, , breaker, attempts] = this.parts;
    if (leadership.current !== term || leadership.known?.pausedAt || !breaker.admits(key)) return false;
    return attempts.objectionTo(call, standingOf(leadership, leadership.now())) === null;
  }
}

/** A lane is settled although a call was put into it meanwhile. */
const settledBlindly = (lanes: LanesMemoryRepository): LanesRepository =>
  new Proxy(lanes, {
    get: (target, name) => {
      if (name !== 'settle') return Reflect.get(target, name) as unknown;
      return (settled: SettledLane[]) =>
        target.settle(settled.map((each) => ({ ...each, rev: target.lanes.get(each.id)?.rev ?? '' })));
    },
  });

/** What was looked up once counts for good. */
class OldFacts extends ComplianceService {
  override objectionTo(...[call, standing]: Parameters<ComplianceService['objectionTo']>) {
    return super.objectionTo(call, sinceFirst(standing));
  }

  override prepare(...[calls, standing]: Parameters<ComplianceService['prepare']>) {
    return super.prepare(calls, sinceFirst(standing));
  }
}

/** What is dialled here is not looked up again. */
class OldAttempts extends ComplianceService {
  override sending(): void {}

  override landed(): void {}
}

const sinceFirst = (standing: Standing): Standing => ({ ...standing, rules: Math.min(1, standing.rules) });

/** A change of the list is answered while permits from before it are left, and is not told of before. */
class HastyList extends DispatchService {
  override async rulesWillChange(): Promise<void> {}

  override async rulesChanged(): Promise<void> {
    const lapsing = super.rulesChanged();
    lapsing.catch(() => undefined);
    await Promise.resolve();
  }
}

/** Whatever is stored is dialled. */
class AnyTime extends AttemptsService {
  override objectionTo(...[call, standing]: Parameters<AttemptsService['objectionTo']>) {
    return super.objectionTo({ ...call, storedAt: call.storeBy }, standing);
  }
}

/** Each has to be caught. */
export const MUTANTS: Record<string, Mutant> = {
  'undo by number': {
    foundBy: 43,
    changes: (database) =>
      new Altered(
        database,
        undoing(() => true),
      ),
  },
  'undo by term': {
    foundBy: 211,
    changes: (database) =>
      new Altered(
        database,
        undoing((stored, key) => termOf(stored) === termOf(key)),
      ),
  },
  'no seal': {
    changes: (database) => new Altered(database, (change) => (change.kind === 'sealed' ? null : change)),
  },
  'no confirm': { Leadership: OldPermits },
  'settle without rev': { lanes: settledBlindly },
  'ring before put': { foundBy: 434, Events: RingFirst },
  'no succession hold': { foundBy: 45, Leadership: AlwaysFirst },
  'no last look at the pace': { Gate: HastyGate },
  'facts that are never looked up again': { foundBy: 179, Rules: OldFacts },
  'attempts that are never looked up again': { foundBy: 5, Rules: OldAttempts },
  'a call that is stored too late': { Attempts: AnyTime },
  'a change of the list that is answered at once': { foundBy: 158, Dispatch: HastyList },
};
