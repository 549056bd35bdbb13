import { expect, it } from '@jest/globals';
import type { Call } from '../calls/model/call.js';
import { someCall } from '../calls/testing/call.factory.js';
import type { Traces } from '../common/personal-data.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import { LookElsewhere } from './look-elsewhere.service.js';
import type { PersonalCollections } from './personal-collections.service.js';

const twilioError = (outcome: 'refused' | 'unsent'): TwilioError =>
  new TwilioError(outcome, { code: 20003, message: 'No.' }, undefined, 'idempotent');

/** Asks about as many calls as there are answers; answers which of them were asked about. */
const ask = async (answers: (boolean | Error)[]) => {
  const calls = answers.map((): Call => someCall());
  const asked: number[] = [];
  const findElsewhere = async ({ callIds: [callId] }: Traces): Promise<boolean> => {
    const n = calls.findIndex(({ id }) => id === callId);
    asked.push(n);
    const answer = answers[n];
    if (answer instanceof Error) throw answer;
    return answer ?? false;
  };
  const look = new LookElsewhere({ findElsewhere } as unknown as PersonalCollections);
  await look.ask(calls.slice(0, 2));
  await look.ask(calls.slice(2));
  return { asked, unknown: look.unknown };
};

it('counts the calls of which not all is told, and asks about the others', async () => {
  await expect(ask([true, true, true])).resolves.toEqual({ asked: [0, 1, 2], unknown: 0 });
  const answers = [twilioError('refused'), true, false, true];
  await expect(ask(answers)).resolves.toEqual({ asked: [0, 1, 2, 3], unknown: 2 });
});

it('asks who is away about no other call', async () => {
  const answers = [true, twilioError('unsent'), true, true];
  await expect(ask(answers)).resolves.toEqual({ asked: [0, 1], unknown: 3 });
});

it('takes what nobody expected for no answer', async () => {
  await expect(ask([new TypeError('broken'), true])).rejects.toThrow('broken');
});
