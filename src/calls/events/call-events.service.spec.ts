import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { someCall } from '../testing/call.factory.js';
import { CallChangesMemoryRepository } from '../testing/call-changes.memory.repository.js';
import { CallsMemoryRepository } from '../testing/calls.memory.repository.js';
import { LanesMemoryRepository } from '../testing/lanes.memory.repository.js';
import { CallEventsService, type CallSubscriber } from './call-events.service.js';

let events: CallEventsService;
let subscriber: jest.Mock<CallSubscriber>;

beforeEach(() => {
  events = new CallEventsService(
    new CallChangesMemoryRepository(new CallsMemoryRepository()),
    new LanesMemoryRepository(),
  );
  subscriber = jest.fn<CallSubscriber>();
});

/** Everyone who is to be told has been told by then. */
const afterTelling = () => new Promise((resolve) => setImmediate(resolve));

const rated = (callId: string) => ({ kind: 'rated', callId, at: new Date() }) as const;

describe('who subscribed to the changes of calls', () => {
  it('is told of those that are applied, and of no other', async () => {
    events.subscribe(subscriber);
    const call = someCall();
    await events.record({ kind: 'requested', call });
    await events.record({
      kind: 'finished',
      callId: call.id,
      n: 2,
      rank: 0,
      over: { code: '', message: '', at: new Date() },
    });
    await afterTelling();
    expect(subscriber.mock.calls).toEqual([[{ callId: call.id, change: { kind: 'requested', call } }]]);
  });

  it('is told no more once the subscription has ended', async () => {
    const call = someCall();
    const end = events.subscribe(subscriber);
    await events.record({ kind: 'requested', call });
    await afterTelling();
    end();
    await events.record(rated(call.id));
    await afterTelling();
    expect(subscriber).toHaveBeenCalledTimes(1);
  });

  it('holds up neither who made the change nor the others where it fails, and that is logged', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const failure = new Error('a fault of the subscriber');
    events.subscribe(() => Promise.reject(failure));
    events.subscribe(subscriber);
    const call = someCall();
    await events.record({ kind: 'requested', call });
    expect(subscriber).not.toHaveBeenCalled();
    await afterTelling();
    expect(subscriber).toHaveBeenCalledTimes(1);
    expect(logged).toHaveBeenCalledWith(expect.stringContaining(call.id), failure);
  });
});
