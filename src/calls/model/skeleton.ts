import type { Attempt, Call } from './call.js';
import type { FailureReason } from './call-step.js';

/** In place of words that somebody else has written. */
const ERASED = 'erased';

/** What is left of a call without all that tells of a person. */
export type Skeleton = Pick<
  Call,
  'to' | 'userExternalId' | 'content' | 'attempts' | 'plan' | 'over' | 'steps'
> &
  Required<Pick<Call, 'erasedAt' | 'erasedBy'>>;

/** Twilio's own sentences name the number now and then. */
const withoutWords = <T extends FailureReason>(reason: T): T => ({ ...reason, message: ERASED });

const bare = ({ reason, asked: _asked, unkept: _unkept, ...attempt }: Attempt): Attempt => ({
  ...attempt,
  ...(reason && { reason: withoutWords(reason) }),
  events: [],
});

/** States, times, prices and SIDs, as they are. A client's own words, such as metadata and campaign, are none of them. */
export const skeletonOf = (
  { attempts, plan, over }: Call,
  { erasedBy, erasedAt }: Pick<Skeleton, 'erasedBy' | 'erasedAt'>,
): Skeleton => ({
  to: '',
  userExternalId: '',
  content: { kind: 'say' },
  attempts: attempts.map(bare),
  ...(plan && { plan: { machineDetection: plan.machineDetection, priority: plan.priority } }),
  ...(over && { over: withoutWords(over) }),
  steps: [{ kind: 'erased', at: erasedAt }],
  erasedAt,
  erasedBy,
});

/** What is stored of a call beside what is left of it, and may tell of a person. */
const BESIDE = [
  ...['later', 'check', 'live', 'storeBy', 'storedAt', 'trace', 'ringSeconds'],
  ...['outbox', 'untold', 'telling'],
];

/** Takes that away. */
export const BESIDE_SKELETON = Object.fromEntries(BESIDE.map((field) => [field, '']));
