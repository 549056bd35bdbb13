import { randomUUID } from 'node:crypto';
import type { Account } from './account.js';
import { type Adversity, meetAdversity } from './adversity.js';
import { Clients } from './clients.js';
import { awaitCounting } from './counting.js';
import { Customers } from './customers.js';
import type { Counting, Dial, Evidence } from './evidence.js';
import { Forger } from './forger.js';
import { type Limits, limitsOf } from './limits.js';
import type { ProveOptions } from './options.js';
import { pause } from './pause.js';
import { type Intent, planIntents } from './plan.js';
import type { Progress } from './progress.js';
import { awaitAgreement, awaitEnds, awaitQuiet, readCalls } from './settling.js';
import { CALLS_PER_SECOND } from './settings.js';
import type { Stage } from './stage.js';
import { Watcher } from './watcher.js';

type Faults = Account['faults'];

export interface Proof {
  evidence: Evidence;
  account: Account;
}

/** How long a callee who was out stays out. */
const OUT_MS = 2_500;

/** One proof: the stage, and those who act on it. */
export class ProofRun {
  private readonly clients: Clients;
  private readonly forger: Forger;
  private readonly watcher: Watcher;
  private readonly limits: Limits;
  private readonly homecomings: Promise<void>[] = [];
  private met: Adversity = { pauses: [], refusals: 0, cuts: 0, stops: 0 };

  constructor(
    private readonly stage: Stage,
    private readonly options: ProveOptions,
    private readonly progress: Progress,
  ) {
    this.limits = limitsOf(options);
    this.forger = new Forger(stage.baseUrls, stage.account, this.limits.settling);
    this.watcher = new Watcher(stage.clients);
    const intents = planIntents(options.calls, options.seed);
    this.clients = new Clients(stage.clients, intents, (intent, callId) => this.hear(intent, callId));
  }

  /** Places the calls while instances are killed and webhooks are forged, waits for their ends, gathers what there is. */
  async carryOut(): Promise<Proof> {
    const customers = await Customers.open(this.stage.clients, this.options.seed);
    const watching = this.watcher.watch(this.limits.settling);
    try {
      await this.underFire();
      const { dials, faults } = await this.settle();
      this.watcher.stop();
      const counting = await this.awaitCounting();
      this.progress.phase('comparing', () => 'reading every call');
      const evidence = await this.gather(dials, counting, customers);
      return { evidence, account: this.account(evidence, faults) };
    } finally {
      this.watcher.stop();
      await watching;
      await customers.close();
    }
  }

  /** An intent was answered. */
  private hear({ body, terms }: Intent, callId: string | undefined): void {
    this.forger.hear(callId ?? randomUUID());
    if (callId) this.watcher.hear(callId);
    if (terms.comesHome)
      this.homecomings.push(pause(OUT_MS).then(() => this.stage.simulator.comeHome(body.to)));
  }

  private get kills(): number {
    return this.stage.instances.reduce((sum, { kills }) => sum + kills, 0);
  }

  /** Everything that clients ask for, while things go wrong. */
  private async underFire(): Promise<void> {
    const end = new AbortController();
    const signal = AbortSignal.any([end.signal, this.limits.load]);
    const adversity = meetAdversity(this.stage, this.options.seed, signal);
    // What fails there is told when it is awaited, and not before the clients are done.
    adversity.catch(() => undefined);
    try {
      await this.place();
      await this.askAgain();
    } finally {
      end.abort();
      this.met = await adversity;
    }
  }

  private async place(): Promise<void> {
    const { calls } = this.options;
    this.progress.phase(
      'placing',
      () => `${this.clients.answered} of ${calls} answered, ${this.kills} kills`,
    );
    await this.clients.placeAll(this.limits.load);
  }

  private async askAgain(): Promise<void> {
    this.progress.phase('asking again', () => `each of ${this.options.calls} keys once more`);
    const done = [this.clients.ended(), this.forger.done(), ...this.homecomings];
    await Promise.all([this.clients.replayAll(this.limits.settling), ...done]);
  }

  private async settle(): Promise<{ dials: Dial[]; faults: Faults }> {
    const { stage, progress } = this;
    const { patienceMs } = this.options;
    const end = this.limits.settling;
    let left = this.options.calls;
    const onLeft = (now: number): void => void (left = now);
    progress.phase('settling', () => `${left} calls not over`);
    const isOver = await awaitEnds(stage, patienceMs, onLeft, end);
    progress.phase('settling', () => 'waiting for the last webhooks');
    await awaitQuiet(stage, end);
    const truth = await stage.simulator.truth();
    progress.phase('settling', () => `${left} calls not as they were`);
    await awaitAgreement(stage, truth.dials, isOver ? patienceMs : 0, onLeft, end);
    return truth;
  }

  private async awaitCounting(): Promise<Counting> {
    const { database, instances } = this.stage;
    for (const instance of instances) await instance.revive();
    let left = 0;
    this.progress.phase('counting', () => `${left} calls and quarter-hours not counted`);
    const counted = await awaitCounting(database.results, (now) => (left = now), this.limits.comparing);
    return { ...counted, differences: await this.stage.checkResults() };
  }

  private async gather(dials: Dial[], counting: Counting, customers: Customers): Promise<Evidence> {
    const { clients, database, instances } = this.stage;
    const { outcomes } = this.clients;
    const told = outcomes.flatMap(({ answers }) => answers.flatMap(({ callId }) => callId ?? []));
    const callIds = [...new Set([...(await database.callIds()), ...told])];
    const calls = await readCalls(clients, callIds, dials, this.limits.comparing);
    return {
      intents: outcomes,
      calls,
      dials,
      events: await database.events(),
      undone: await database.undone(),
      forgeries: this.forger.forgeries,
      readings: this.watcher.readings,
      pauses: this.met.pauses,
      callsPerSecond: CALLS_PER_SECOND,
      falls: instances.flatMap(({ url, falls }) => Array.from({ length: falls }, () => url)),
      counting,
      tellings: await customers.hearAll(calls, this.progress, this.limits.comparing),
    };
  }

  private account(
    { intents, dials, pauses, forgeries, readings, tellings }: Evidence,
    faults: Faults,
  ): Account {
    const { cut, putOff } = this.clients;
    return {
      kills: this.kills,
      freezes: this.stage.instances.reduce((sum, { freezes }) => sum + freezes, 0),
      cut,
      putOff,
      dials: dials.length,
      repeats: dials.length - new Set(dials.map(({ callId }) => callId)).size,
      planned: intents.filter(({ answers }) => answers.some(({ status }) => status === 202)).length,
      pauses: pauses.length,
      ended: intents.filter(({ end }) => end?.acknowledgedAt !== undefined).length,
      refusals: this.met.refusals,
      cuts: this.met.cuts,
      stops: this.met.stops,
      silent: dials.filter(({ isSilent }) => isSilent).length,
      readings: readings.length,
      forgeries: forgeries.length,
      told: tellings.length,
      faults,
    };
  }
}
