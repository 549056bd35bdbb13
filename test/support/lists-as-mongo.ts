import { CallListRepository } from '../../src/calls/list/call-list.repository.js';
import type { CallFilter } from '../../src/calls/list/call-list.js';
import { asOnMongo } from '../../src/calls/testing/as-on-mongo.js';
import type { StubbedApp } from './stub-twilio.js';

const FILTERS: CallFilter[] = [
  { statuses: ['busy'] },
  { statuses: ['busy', 'failed', 'completed'] },
  { userHandles: ['customer-1', 'customer-2'] },
  { to: '+14155550100' },
  { from: new Date(0), until: new Date(Date.UTC(2100, 0)) },
  { hasRecording: true },
  { hasFeedback: false },
  { campaignId: 'spring' },
  { metadata: ['clinic', 'north'] },
  { result: 'attempts/answered-1' },
  { anyResult: ['dialled/1', 'dialled/2'] },
];

/** Asks for the calls as MongoDB is asked: no filter, each, and each pair; the first page and what follows a position. */
export const listAsOnMongo = async ({ running }: StubbedApp): Promise<void> => {
  const onMongo = asOnMongo(running.app.get(CallListRepository));
  const pairs = FILTERS.flatMap((one, i) => FILTERS.slice(i + 1).map((other) => ({ ...other, ...one })));
  const after = { createdAt: new Date(), id: 'f'.repeat(36) };
  for (const filter of [{}, ...FILTERS, ...pairs]) {
    await onMongo.find(filter, { page: 1, pageSize: 10, total: 'quick' });
    await onMongo.find(filter, { after, pageSize: 10 });
  }
};
