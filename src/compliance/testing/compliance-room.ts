import { AttemptHistoryService } from '../../calls/attempts/attempt-history.service.js';
import { AttemptHistoryMemoryRepository } from '../../calls/testing/attempt-history.memory.repository.js';
import { CallsMemoryRepository } from '../../calls/testing/calls.memory.repository.js';
import { someCall } from '../../calls/testing/call.factory.js';
import type { CallQueueService } from '../../calls/queue/call-queue.service.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { createEnvironment } from '../../config/create-environment.js';
import type { SecretsService } from '../../secrets/secrets.service.js';
import { testAccount } from '../../twilio/testing/test-account.js';
import { FactsService } from '../facts/facts.service.js';
import { RequestRulesService } from '../request-rules.service.js';
import { RuleBookService } from '../rule-book.service.js';
import { DoNotCallMemoryRepository } from './do-not-call.memory.repository.js';

/** The rules of a deployment with these settings, in memory; so many calls wait. */
export const openComplianceRoom = (variables: Record<string, string> = {}, waiting = 0) => {
  const clock = new FakeClock(Date.now());
  const calls = new CallsMemoryRepository();
  const list = new DoNotCallMemoryRepository();
  const secrets = { hash: (purpose: string, text: string) => `${purpose} ${text}` } as SecretsService;
  const book = new RuleBookService(createEnvironment(variables), testAccount());
  const history = new AttemptHistoryMemoryRepository(calls);
  const facts = new FactsService(list, new AttemptHistoryService(history), secrets);
  const queue = { countWaiting: async () => waiting } as CallQueueService;
  const requests = new RequestRulesService(book, facts, queue, clock);
  /** A number that is on the list. */
  const listed = (to: string) =>
    list.add([
      { id: secrets.hash('numbers', to), lastFour: to.slice(-4), source: 'test', addedAt: new Date() },
    ]);
  /** A call that was dialled at that time. */
  const dialled = (to: string, at: Date, requestedBy?: string) =>
    calls.insert(someCall({ to, requestedBy }, at));
  return { clock, list, secrets, book, history, facts, requests, listed, dialled };
};

export type ComplianceRoom = ReturnType<typeof openComplianceRoom>;
