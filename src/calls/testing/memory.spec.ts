import { AttemptHistoryMemoryRepository } from './attempt-history.memory.repository.js';
import { describeAttemptHistoryRepository } from './attempt-history.repository.contract.js';
import { CallChangesMemoryRepository } from './call-changes.memory.repository.js';
import { CallChecksMemoryRepository } from './call-checks.memory.repository.js';
import { describeCallChecksRepository } from './call-checks.repository.contract.js';
import { CallListMemoryRepository } from './call-list.memory.repository.js';
import { describeCallListRepository } from './call-list.repository.contract.js';
import { CallQueueMemoryRepository } from './call-queue.memory.repository.js';
import { describeCallQueueRepository } from './call-queue.repository.contract.js';
import { CallsMemoryRepository } from './calls.memory.repository.js';
import { describeCallsRepository } from './calls.repository.contract.js';
import { describeChangedCalls } from './changed-calls.contract.js';
import { LanesMemoryRepository } from './lanes.memory.repository.js';
import { describeLanesRepository } from './lanes.repository.contract.js';
import { describeRequestedCalls } from './requested-calls.contract.js';
import { describeToldCalls } from './told-calls.contract.js';

/** All that is kept of calls, in memory. What the specs of the room stand on keeps to what the database keeps to. */
const open = async () => {
  const calls = new CallsMemoryRepository();
  return {
    calls,
    changes: new CallChangesMemoryRepository(calls),
    checks: new CallChecksMemoryRepository(calls),
    history: new AttemptHistoryMemoryRepository(calls),
    lists: new CallListMemoryRepository(calls),
    queue: new CallQueueMemoryRepository(calls),
  };
};

describeCallsRepository('CallsMemoryRepository', open);
describeRequestedCalls('CallChangesMemoryRepository', open);
describeToldCalls('CallChangesMemoryRepository', open);
describeChangedCalls('CallChangesMemoryRepository', open);
describeCallChecksRepository('CallChecksMemoryRepository', open);
describeCallListRepository('CallListMemoryRepository', open);
describeCallQueueRepository('CallQueueMemoryRepository', open);
describeAttemptHistoryRepository('AttemptHistoryMemoryRepository', open);
describeLanesRepository('LanesMemoryRepository', async () => new LanesMemoryRepository());
