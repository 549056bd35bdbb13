import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './operations.js';

/** The body that an operation is shown and tried with, and what is worth knowing of it. */
interface RequestExample {
  description?: string;
  example: Record<string, unknown>;
}

/** By operation. They agree with one another, and hold no time, which would pass. */
const EXAMPLES: Readonly<Record<string, RequestExample>> = {
  createUser: {
    example: {
      name: 'Ada Example',
      email: 'ada@example.com',
      phone_number: '+14155550130',
      external_id: 'ada-1',
    },
  },
  updateUser: { example: { name: 'Ada King' } },
  placeBatch: {
    description:
      "The simulator's callees at these numbers answer, and do not. With the header Idempotency-Key it may be sent again.",
    example: {
      calls: [
        {
          to: '+14155550100',
          user_external_id: 'ada-1',
          script: 'Hello Ada. Your appointment is tomorrow at ten.',
        },
        { to: '+14155550131', user_external_id: 'ada-1', campaign_id: 'spring-reminders' },
      ],
    },
  },
  rescheduleCall: { example: { priority: 9 } },
  place: {
    description:
      "The example is dialled at once. The simulator's callee at this number is busy, and is called again an hour later: until then " +
      '`hangup` and `cancel` can end the call. For a callee who answers, call +14155550100 and leave `retry` out.',
    example: {
      to: '+14155550130',
      user_external_id: 'ada-1',
      script: 'Hello Ada. This is a reminder of your appointment tomorrow at ten.',
      retry: { max_attempts: 2, on: ['busy'], delays: [3600] },
    },
  },
};

/** Gives request bodies an example as a whole: made of each field's own, it would contradict itself. */
export const addRequestExamples = (document: OpenAPIObject): OpenAPIObject => {
  for (const { operation } of operationsOf(document)) {
    const { operationId = '', requestBody } = operation;
    const json = requestBody && 'content' in requestBody && requestBody.content['application/json'];
    const known = EXAMPLES[operationId];
    if (!json || !known) continue;
    json.example = known.example;
    if (known.description !== undefined) requestBody.description = known.description;
  }
  return document;
};
