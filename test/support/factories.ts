import { randomInt, randomUUID } from 'node:crypto';

/** The body of POST /users. */
export interface UserBody {
  name: string;
  email: string;
  phone_number: string;
  external_id?: string | null;
}

/** The body of POST /calls/outbound. */
export interface CallBody {
  to: string;
  user_external_id: string;
  script?: string;
  recording_enabled?: boolean;
}

/** The body of PATCH /calls/{call_sid}/feedback. */
export interface FeedbackBody {
  call_quality: number;
  agent_helpfulness: number;
  resolution: number;
  call_ease: number;
  overall_satisfaction: number;
  notes?: string | null;
}

/** A valid user that no other test has, without an external_id. */
export const userBody = (changes: Partial<UserBody> = {}): UserBody => ({
  name: 'Ada Lovelace',
  email: `ada.${randomUUID()}@example.com`,
  phone_number: `+1415555${randomInt(1000, 9999)}`,
  ...changes,
});

/** A valid call to a callee that answers. */
export const callBody = (changes: Partial<CallBody> = {}): CallBody => ({
  to: '+14155550100',
  user_external_id: `customer-${randomUUID()}`,
  script: 'Hello, this is Atlas.',
  ...changes,
});

export const feedbackBody = (changes: Partial<FeedbackBody> = {}): FeedbackBody => ({
  call_quality: 5,
  agent_helpfulness: 4,
  resolution: 3,
  call_ease: 2,
  overall_satisfaction: 1,
  ...changes,
});

/** A well-formed call SID that no call has. */
export const someCallSid = (): string => `CA${randomUUID().replaceAll('-', '')}`;
