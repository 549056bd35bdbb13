import { expect, it } from '@jest/globals';
import type { AttemptsService } from '../../calls/attempts/attempts.service.js';
import type { CallQueueService } from '../../calls/queue/call-queue.service.js';
import type { DispatchService } from '../../dispatch/dispatch.service.js';
import type { SecretsService } from '../../secrets/secrets.service.js';
import type { RuleBookService } from '../rule-book.service.js';
import { DoNotCallMemoryRepository } from '../testing/do-not-call.memory.repository.js';
import { DoNotCallService } from './do-not-call.service.js';

it('tells of a change before it is stored, and once it is', async () => {
  const told: string[] = [];
  const list = new DoNotCallMemoryRepository();
  const add = list.add.bind(list);
  list.add = async (entries) => {
    told.push('stored');
    return add(entries);
  };
  const dispatch = {
    rulesWillChange: async () => void told.push('will change'),
    rulesChanged: async () => void told.push('changed'),
  } as DispatchService;
  const service = new DoNotCallService(
    list,
    { hash: (_purpose: string, text: string) => text } as SecretsService,
    {} as RuleBookService,
    dispatch,
    { findWaitingTo: async () => [] } as unknown as CallQueueService,
    {} as AttemptsService,
  );
  await service.add(['+14155550123'], { source: 'support' }, new Date());
  expect(told).toEqual(['will change', 'stored', 'changed']);
});
