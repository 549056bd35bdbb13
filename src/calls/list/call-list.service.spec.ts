import { beforeEach, describe, expect, it } from '@jest/globals';
import { FeedbackService } from '../../feedback/feedback.service.js';
import { FeedbackMemoryRepository } from '../../feedback/testing/feedback.memory.repository.js';
import { someRating } from '../../feedback/testing/feedback.factory.js';
import { RecordingsService } from '../../recordings/recordings.service.js';
import { RecordingsMemoryRepository } from '../../recordings/testing/recordings.memory.repository.js';
import { UsersMemoryRepository } from '../../users/testing/users.memory.repository.js';
import { UsersService } from '../../users/users.service.js';
import { CallListService } from './call-list.service.js';
import { someCall } from '../testing/call.factory.js';
import { CallListMemoryRepository } from '../testing/call-list.memory.repository.js';
import { CallsMemoryRepository } from '../testing/calls.memory.repository.js';

const ada = { name: 'Ada', email: 'ada@example.com', phoneNumber: '+14155550199', externalId: 'customer-1' };
const firstPage = { page: 1, pageSize: 10 };

let calls: CallsMemoryRepository;
let users: UsersService;
let recordings: RecordingsService;
let feedback: FeedbackService;
let lists: CallListService;

beforeEach(() => {
  calls = new CallsMemoryRepository();
  users = new UsersService(new UsersMemoryRepository());
  recordings = new RecordingsService(new RecordingsMemoryRepository());
  feedback = new FeedbackService(new FeedbackMemoryRepository());
  lists = new CallListService(new CallListMemoryRepository(calls), recordings, feedback, users);
});

const made = async (userExternalId: string) => {
  const call = someCall({ userExternalId });
  await calls.insert(call);
  return call;
};

describe('CallListService', () => {
  it("finds a user's calls under its id and its external id, by either", async () => {
    const user = await users.create(ada);
    for (const handle of ['customer-1', user.id, 'customer-2']) await made(handle);
    for (const handle of ['customer-1', user.id]) {
      const { total, data } = await lists.search({ user: handle }, firstPage);
      expect(total).toBe(2);
      expect(data.map(({ userId }) => userId)).toEqual([user.id, user.id]);
    }
    await expect(lists.searchByUser(user.id, {}, firstPage)).resolves.toMatchObject({
      ...firstPage,
      total: 2,
    });
    const none = { to: '+14155550177' };
    await expect(lists.searchByUser(user.id, none, firstPage)).resolves.toMatchObject({ total: 0 });
  });

  it('takes the name of no user as it was given', async () => {
    await made('customer-1');
    const { data } = await lists.search({ user: 'customer-1' }, firstPage);
    expect(data.map(({ userId }) => userId)).toEqual(['customer-1']);
    await expect(lists.search({ user: 'customer-2' }, firstPage)).resolves.toMatchObject({ total: 0 });
  });

  it('shows the recordings of each call', async () => {
    const [first, second] = [await made('customer-1'), await made('customer-1')];
    const owner = { callId: second.id, attempt: 1, callSid: 'CA1' };
    await recordings.record('RE1', owner, { key: '1', receivedAt: new Date(), details: {}, params: {} });
    const { data } = await lists.search({}, firstPage);
    const sids = Object.fromEntries(
      data.map(({ call, recordings: of }) => [call.id, of.map(({ sid }) => sid)]),
    );
    expect(sids).toEqual({ [first.id]: [], [second.id]: ['RE1'] });
  });

  it('shows the feedback on each call', async () => {
    const [first, second] = [await made('customer-1'), await made('customer-1')];
    const kept = await feedback.save(second.id, someRating);
    const { data } = await lists.search({}, firstPage);
    const found = Object.fromEntries(data.map(({ call, feedback: of }) => [call.id, of]));
    expect(found).toEqual({ [first.id]: null, [second.id]: kept });
  });

  it('throws for an unknown user where the user is what is asked for', async () => {
    await expect(lists.searchByUser('nobody', {}, firstPage)).rejects.toThrow('User not found: nobody');
  });
});
