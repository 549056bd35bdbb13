import { randomUUID } from 'node:crypto';
import type { Account } from './account.js';
import { Clients } from './clients.js';
import type { Dial, Evidence } from './evidence.js';
import { Forger } from './forger.js';
import { killUntil } from './killer.js';
import { type Limits, limitsOf } from './limits.js';
import type { ProveOptions } from './options.js';
import { planIntents } from './plan.js';
import type { Progress } from './progress.js';
import { randomOf } from './random.js';
import { awaitAgreement, awaitEnds, awaitQuiet, readCalls } from './settling.js';
import type { Stage } from './stage.js';
import { Watcher } from './watcher.js';

export interface Proof {
  evidence: Evidence;
  account: Account;
}

/** One proof: the stage, and those who act on it. */
export class ProofRun {
  private readonly clients: Clients;
  private readonly forger: Forger;
  private readonly watcher: Watcher;
  private readonly limits: Limits;

  constructor(
    private readonly stage: Stage,
    private readonly options: ProveOptions,
    private readonly progress: Progress,
  ) {
    this.limits = limitsOf(options);
    this.forger = new Forger(stage.urls, stage.account, this.limits.settling);
    this.watcher = new Watcher(stage.urls);
    this.clients = new Clients(stage.urls, planIntents(options.calls, options.seed), (callId) => {
      this.forger.hear(callId ?? randomUUID());
      if (callId) this.watcher.hear(callId);
    });
  }

  /** Places the calls while instances are killed and webhooks are forged, waits for their ends, gathers what there is. */
  async carryOut(): Promise<Proof> {
    const watching = this.watcher.watch(this.limits.settling);
    try {
      await this.underFire();
      const { dials, faults } = await this.settle();
      this.watcher.stop();
      this.progress.phase('comparing', () => 'reading every call');
      const evidence = await this.gather(dials);
      return { evidence, account: this.account(evidence, faults) };
    } finally {
      this.watcher.stop();
      await watching;
    }
  }

  private get kills(): number {
    return this.stage.instances.reduce((sum, { kills }) => sum + kills, 0);
  }

  /** Everything that clients ask for, while instances are killed. */
  private async underFire(): Promise<void> {
    const peace = new AbortController();
    const random = randomOf(this.options.seed + 1);
    const end = AbortSignal.any([peace.signal, this.limits.load]);
    const killing = killUntil(this.stage.instances, random, end);
    try {
      await this.place();
      await this.askAgain();
    } finally {
      peace.abort();
      await killing;
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
    await Promise.all([this.clients.replayAll(this.limits.settling), this.forger.done()]);
  }

  private async settle(): Promise<{ dials: Dial[]; faults: Record<string, number> }> {
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

  private async gather(dials: Dial[]): Promise<Evidence> {
    const { urls, database, instances } = this.stage;
    for (const instance of instances) await instance.revive();
    const { outcomes } = this.clients;
    const told = outcomes.flatMap(({ answers }) => answers.flatMap(({ callId }) => callId ?? []));
    const callIds = [...new Set([...(await database.callIds()), ...told])];
    return {
      intents: outcomes,
      calls: await readCalls(urls, callIds, this.limits.comparing),
      dials,
      events: await database.events(),
      forgeries: this.forger.forgeries,
      readings: this.watcher.readings,
      falls: instances.flatMap(({ url, falls }) => Array.from({ length: falls }, () => url)),
    };
  }

  private account({ dials, forgeries, readings }: Evidence, faults: Record<string, number>): Account {
    const { cut, putOff } = this.clients;
    const { length: dialled } = dials;
    return {
      kills: this.kills,
      cut,
      putOff,
      dials: dialled,
      readings: readings.length,
      forgeries: forgeries.length,
      faults,
    };
  }
}
