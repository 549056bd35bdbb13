import { AttemptHistoryService } from '../../../calls/attempts/attempt-history.service.js';
import type { AttemptsService } from '../../../calls/attempts/attempts.service.js';
import type { CallQueueService } from '../../../calls/queue/call-queue.service.js';
import { ComplianceService } from '../../../compliance/compliance.service.js';
import { DoNotCallService } from '../../../compliance/do-not-call/do-not-call.service.js';
import { FactsService } from '../../../compliance/facts/facts.service.js';
import { RequestRulesService } from '../../../compliance/request-rules.service.js';
import { RuleBookService } from '../../../compliance/rule-book.service.js';
import type { SecretsService } from '../../../secrets/secrets.service.js';
import { testAccount } from '../../../twilio/testing/test-account.js';
import type { DispatchService } from '../../dispatch.service.js';
import { remote } from './fake-database.js';
import type { Surroundings } from './surroundings.js';

interface Dialling {
  attempts: AttemptsService;
  queue: CallQueueService;
  dispatch: DispatchService;
}

/** Has an instance keep to the rules about who may be called; answers its do-not-call list. */
export const openRules = (
  { host, database, environment, mutant }: Surroundings,
  { attempts, queue, dispatch }: Dialling,
): DoNotCallService => {
  const secrets = { hash: (_purpose: string, text: string) => text } as SecretsService;
  const entries = remote(database, host, 'list', database.list);
  const book = new RuleBookService(environment, testAccount());
  const { Rules = ComplianceService } = mutant;
  const history = new AttemptHistoryService(remote(database, host, 'history', database.history));
  const facts = new FactsService(entries, history, secrets);
  const requests = new RequestRulesService(book, facts, queue, host.clock);
  new Rules(book, facts, requests, attempts).onModuleInit();
  return new DoNotCallService(entries, secrets, book, dispatch, queue, attempts);
};
