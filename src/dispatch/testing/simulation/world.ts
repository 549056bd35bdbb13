import { createEnvironment } from '../../../config/create-environment.js';
import type { Environment } from '../../../config/environment.js';
import type { Call } from '../../../calls/model/call.js';
import type { PlaceCall } from '../../../twilio/place-call.js';
import type { Chance } from './chance.js';
import { FakeDatabase } from './fake-database.js';
import { type DialledCall, type Fate, FakeTwilio } from './fake-twilio.js';
import { Host } from './host.js';
import { type Instance, openInstance } from './instance.js';
import { type Begun, Journal } from './journal.js';
import type { Mutant } from './mutants.js';
import type { Script } from './script.js';
import type { VirtualTime } from './virtual-time.js';

/** What a permit is worth, and how slow a clock may be. */
export const PERMIT_MS = 1_002;
const ACQUAINTED_MS = 20_000;

/** A request as it is written. */
export interface Written {
  world: World;
  begun: Begun;
  call: Call;
  at: number;
  /** Its permit is so young only because its machine stood still, all clocks with it: nobody can know better. */
  isUnaware: boolean;
}

/** Who hears of what happens in a world. */
export interface Audience {
  begun(world: World, begun: Begun): void;
  written(written: Written): void;
  news(world: World, news: DialledCall): void;
}

/** All that there is in a simulation: one database, one Twilio, instances on their hosts, and the truth about them. */
export class World {
  readonly instances: Instance[] = [];
  readonly database: FakeDatabase;
  readonly twilio: FakeTwilio;
  readonly journal: Journal;
  readonly environment: Environment;
  /** When each request was written, those of an unaware machine aside. */
  readonly written: number[] = [];
  readonly unaware: Begun[] = [];
  /** Until when Twilio wants nothing of a host. */
  readonly quiet = new Map<Host, number>();
  /** All dialling was, for a good reason. */
  heldUpAt = 0;
  dials = 0;
  private databaseSteppedAt = Infinity;

  constructor(
    readonly time: VirtualTime,
    readonly chance: Chance,
    readonly script: Script,
    private readonly mutant: Mutant,
    private readonly audience: Audience,
  ) {
    const { database, settings } = script;
    this.environment = createEnvironment({ ENVIRONMENT: 'test', ...settings });
    this.database = new FakeDatabase(time, chance, database);
    this.twilio = new FakeTwilio(time, chance, script);
    this.journal = new Journal(time, this.database);
    this.database.watch = this.journal;
    this.twilio.watch = {
      written: (host, call, fate) => this.write(host, call, fate),
      landed: (host, call) => {
        const begun = this.begunBy(host, call);
        if (begun) begun.landedAt = time.now;
      },
      slowedDown: (host, ms) => this.quiet.set(host, Math.max(this.quiet.get(host) ?? 0, time.now + ms)),
      news: (news) => audience.news(this, news),
    };
    this.journal.onBegun = (begun) => audience.begun(this, begun);
  }

  start(): void {
    const { time, chance, database, twilio, environment, mutant } = this;
    const host = new Host(`host ${this.instances.length}`, time, chance);
    host.run(() => {
      const instance = openInstance({ host, database, twilio, environment, mutant });
      this.instances.push(instance);
      instance.dispatcher.onApplicationBootstrap();
    });
  }

  stepDatabase(ms: number): void {
    this.databaseSteppedAt = this.time.now;
    this.database.step(ms);
  }

  /** Whether two clocks of three are right for this host, and it has had the time to get to know them before a step. */
  knowsTime({ isLagging, startedAt, steppedAt }: Host): boolean {
    return !isLagging && startedAt + ACQUAINTED_MS < Math.min(this.databaseSteppedAt, steppedAt);
  }

  /** An instance that lives, and is not frozen. */
  someone(): Instance | undefined {
    const awake = this.instances.filter(({ host }) => host.isAlive && !host.isFrozen);
    return awake.length > 0 ? this.chance.oneOf(awake) : undefined;
  }

  leader(): Instance | undefined {
    return this.instances.find(({ host, leadership }) => host.isAlive && leadership.current !== null);
  }

  private begunBy(host: Host, { callId, attempt }: PlaceCall): Begun | undefined {
    return [...this.journal.begun.values()].findLast(
      (each) => each.host === host && each.callId === callId && each.n === attempt,
    );
  }

  private write(host: Host, placed: PlaceCall, fate: Fate): void {
    const { now: at } = this.time;
    const { callId } = placed;
    const call = this.database.calls.stored(callId);
    const begun = this.begunBy(host, placed);
    if (!begun) return this.journal.blame('stored', `${callId} is dialled and was never begun`);
    const permittedAt = this.journal.lastPermit(begun)?.askedAt ?? at;
    const isUnaware = at - permittedAt > PERMIT_MS && host.stoppedSince(permittedAt) > 0;
    this.audience.written({ world: this, begun, call, at, isUnaware });
    if (isUnaware) this.unaware.push(begun);
    else this.written.push(at);
    begun.writtenAt = at;
    begun.fate = fate;
    this.dials += 1;
  }
}
