import { describe, expect, it } from '@jest/globals';
import { someCall, someSid } from '../calls/testing/call.factory.js';
import { NO_TRACES } from '../common/personal-data.js';
import type { SecretsService } from '../secrets/secrets.service.js';
import { someUser } from '../users/testing/user.factory.js';
import { UsersMemoryRepository } from '../users/testing/users.memory.repository.js';
import { UsersService } from '../users/users.service.js';
import { SubjectsService } from './subjects.service.js';
import { accountOf, callsToFind, tracesOf, writtenUntil } from './traces-of.js';

const AS_WRITTEN = '+442071838750';
const AS_DIALLED = '+4402071838750';

const open = async () => {
  const repository = new UsersMemoryRepository();
  const user = someUser({ externalId: 'Ada-1', phoneNumber: AS_DIALLED });
  await repository.insert(user);
  const secrets = { hash: (purpose: string, text: string) => `${purpose} ${text}` };
  const subjects = new SubjectsService(new UsersService(repository), secrets as SecretsService);
  return { subjects, user };
};

describe('somebody', () => {
  it('who is a user is found by its handles, and by each spelling of its number', async () => {
    const { subjects, user } = await open();
    const ada = {
      ...{ kind: 'user', userId: user.id, handles: [user.id, 'Ada-1'] },
      numbers: [AS_DIALLED, AS_WRITTEN],
    };
    await expect(subjects.user(user.id)).resolves.toEqual(ada);
    await expect(subjects.findUser(user.id)).resolves.toEqual(ada);
    await expect(subjects.findUser('nobody')).resolves.toBeNull();
    await expect(subjects.user('nobody')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('who is called is found by the number alone, and has one name in each of its spellings', async () => {
    const { subjects } = await open();
    const callee = { kind: 'callee', handles: [] };
    expect(subjects.callee(AS_DIALLED)).toEqual({ ...callee, numbers: [AS_DIALLED, AS_WRITTEN] });
    expect(subjects.callee(AS_WRITTEN)).toEqual({ ...callee, numbers: [AS_WRITTEN] });
    expect(subjects.nameOf(AS_DIALLED)).toBe(`number:erasures ${AS_WRITTEN}`);
    expect(subjects.nameOf(AS_WRITTEN)).toBe(subjects.nameOf(AS_DIALLED));
  });
});

describe('what is looked for', () => {
  const [handles, numbers] = [['Ada-1'], [AS_WRITTEN]];

  it('are the calls that were made for a user, whoever else calls the number, or all to the number', () => {
    expect(callsToFind({ kind: 'user', handles, numbers })).toEqual({ handles, numbers: [] });
    expect(callsToFind({ kind: 'callee', handles: [], numbers })).toEqual({ handles: [], numbers });
    expect(writtenUntil(new Date(1_000))).toEqual(new Date(3_000));
  });

  it('is what belongs to the account, where there is one, by then', () => {
    const until = new Date(1_000);
    const account = accountOf({ kind: 'user', userId: 'id', handles, numbers }, until);
    expect(account).toStrictEqual({
      ...NO_TRACES,
      userId: 'id',
      handles,
      numbers,
      until: writtenUntil(until),
    });
    const callee = accountOf({ kind: 'callee', handles: [], numbers });
    expect(callee).toStrictEqual({ ...NO_TRACES, numbers });
  });

  it('is what belongs to calls, by the SIDs that Twilio has given so far', () => {
    const sid = someSid();
    const [one, other] = [someCall({}), someCall({})];
    const [attempt] = one.attempts;
    const calls = [{ ...one, attempts: [{ ...attempt!, sid }, attempt!] }, other];
    const callIds = [one.id, other.id];
    expect(tracesOf(calls)).toStrictEqual({ ...NO_TRACES, callIds, callSids: [sid] });
  });
});
