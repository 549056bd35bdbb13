import { callVersion } from './0001-call-version.js';
import { feedbackBelongsToCalls } from './0002-feedback-belongs-to-calls.js';
import { endsHaveATime } from './0003-ends-have-a-time.js';
import { checksHaveAnUrgency } from './0004-checks-have-an-urgency.js';
import { callsRestBetweenAttempts } from './0005-calls-rest-between-attempts.js';
import { promisedEndsHaveRanks } from './0006-promised-ends-have-ranks.js';
import { callsWaitInLanes } from './0007-calls-wait-in-lanes.js';
import { callsAreToBeCounted } from './0008-calls-are-to-be-counted.js';
import type { Migration } from './migration.js';

/** Every step, in order. A step that was released is never changed, moved or taken out. */
export const MIGRATIONS: readonly Migration[] = [
  callVersion,
  feedbackBelongsToCalls,
  endsHaveATime,
  checksHaveAnUrgency,
  callsRestBetweenAttempts,
  promisedEndsHaveRanks,
  callsWaitInLanes,
  callsAreToBeCounted,
];

/** The schema's version once all of these steps are done. */
export const versionAfter = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0;
