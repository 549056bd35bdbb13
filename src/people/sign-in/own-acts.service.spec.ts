import { beforeEach, describe, expect, it } from '@jest/globals';
import { AuditUnavailableError } from '../../audit/audit.errors.js';
import { LinkInvalidError, WrongCredentialsError, WrongPasswordError } from '../person.errors.js';
import { GRACE, HERE, PASSWORD, PeopleRoom } from '../testing/people-room.js';

const OTHER = 'another good password';

describe('what people do about their own way in', () => {
  let room: PeopleRoom;

  beforeEach(() => {
    room = new PeopleRoom();
  });

  /** Each act of the log with what came of it. */
  const written = () =>
    room.log.stored.flatMap(({ entry }) => {
      if (entry.kind === 'anchor') return [];
      return [entry.kind === 'begun' ? entry.action : `${entry.action} ${entry.outcome}`];
    });

  it('is written down before and after it: link, sign-in, password and sign-out', async () => {
    const { person, token: first } = await room.join();
    const { token } = await room.signIn();
    await room.signIns.changePassword(person, { before: PASSWORD, after: OTHER }, token, HERE);
    await room.signIns.signOut(token, HERE);
    expect(written()).toEqual(
      ['people.redeemLink', 'sessions.start', 'people.changePassword', 'sessions.end'].flatMap((act) => [
        act,
        `${act} done`,
      ]),
    );
    const [begun] = room.log.stored.flatMap(({ entry }) => (entry.kind === 'begun' ? [entry] : []));
    const who = `person:${person.id}`;
    expect(begun).toMatchObject({ who, resource: who, address: expect.stringContaining('hash-') });
    expect(JSON.stringify(room.log.stored)).not.toContain(GRACE.email);
    await expect(room.sessions.find(first)).resolves.toBeNull();
  });

  it('is not written down while nobody is known', async () => {
    const { person, token } = await room.join();
    room.log.stored = [];
    await expect(room.signIn('wrong')).rejects.toThrow(WrongCredentialsError);
    await expect(room.redeem('x')).rejects.toThrow(LinkInvalidError);
    const wrong = { before: 'wrong', after: OTHER };
    await expect(room.signIns.changePassword(person, wrong, token, HERE)).rejects.toThrow(WrongPasswordError);
    await room.signIns.signOut('x', HERE);
    expect(written()).toEqual([]);
  });

  it('is refused where another was faster', async () => {
    const { token: link } = await room.people.invite(GRACE);
    await Promise.allSettled([room.redeem(link), room.redeem(link)]);
    expect(
      written()
        .filter((line) => line.includes(' '))
        .toSorted(),
    ).toEqual(['people.redeemLink done', 'people.redeemLink refused']);
  });

  it('is not done where it cannot be written down', async () => {
    const { token: session } = await room.join();
    room.log.failure = new Error('full');
    await expect(room.signIn()).rejects.toThrow(AuditUnavailableError);
    await expect(room.signIns.signOut(session, HERE)).rejects.toThrow(AuditUnavailableError);
    await expect(room.sessions.find(session)).resolves.toMatchObject({ sessions: [expect.anything()] });
  });
});
