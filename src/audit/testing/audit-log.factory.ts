import { Logger } from '@nestjs/common';
import { FakeClock } from '../../common/testing/fake-clock.js';
import type { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import type { Environment } from '../../config/environment.js';
import type { SecretsService } from '../../secrets/secrets.service.js';
import type { AuditRepository } from '../audit.repository.js';
import { AuditService } from '../audit.service.js';
import { ChainService } from '../chain.service.js';
import type { Act, Content } from '../entry.js';
import { idOf } from '../entry.js';
import { HeadsService } from '../heads.service.js';
import { RetentionService } from '../retention.service.js';
import type { Report } from '../verification.js';
import { VerificationService } from '../verification.service.js';

export const KEPT_DAYS = 400;
export const DAY_MS = 86_400_000;

/** What somebody does. */
export const someAct = (changes: Partial<Act> = {}): Act => ({
  who: 'key:7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10',
  action: 'users.update',
  resource: 'user:0b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11',
  address: 'hash-x',
  requestId: 'hash-y',
  ...changes,
});

export const someBegun = (changes: Partial<Act> = {}): Content => ({ kind: 'begun', ...someAct(changes) });

/** One process that writes. */
export interface Process {
  chain: ChainService;
  retention: RetentionService;
  /** Acts that began and ended. */
  act(times?: number): Promise<void>;
}

const openChain = (repository: AuditRepository, clock: Clock): ChainService => {
  const planClock = new PlanClock(clock);
  return new ChainService(repository, new HeadsService(repository, planClock), planClock, clock);
};

/** Processes that write one log, on one host. */
export const openLog = <T extends AuditRepository>(repository: T, clock: Clock = new FakeClock()) => {
  Logger.overrideLogger(false);
  const settings = { auditRetentionDays: KEPT_DAYS } as Environment;
  const start = (): Process => {
    const chain = openChain(repository, clock);
    const act = async (times = 1): Promise<void> => {
      for (let n = 0; n < times; n += 1) {
        const { who, action } = someAct();
        const of = idOf(await chain.append(someBegun()));
        await chain.append({ kind: 'ended', of, who, action, outcome: 'done', status: 200 });
      }
    };
    return { chain, act, retention: new RetentionService(repository, chain, clock, settings) };
  };
  const verify = (): Promise<Report> => {
    const { retention } = start();
    return new VerificationService(repository, retention).verify();
  };
  return { repository, clock, start, verify };
};

/** Writes to this log, by a secret of its own. */
export const openAudit = (repository: AuditRepository, clock: Clock): AuditService => {
  const chain = openChain(repository, clock);
  const secrets = { hash: (_purpose: string, text: string) => `of ${text}` } as SecretsService;
  return new AuditService(chain, secrets, clock);
};
