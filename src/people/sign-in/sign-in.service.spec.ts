import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LinkInvalidError, WrongCredentialsError, WrongPasswordError } from '../person.errors.js';
import { ADDRESS, GRACE, HERE, PASSWORD, PeopleRoom } from '../testing/people-room.js';

const HOUR_MS = 3_600_000;

describe('signing in', () => {
  let room: PeopleRoom;

  beforeEach(async () => {
    room = new PeopleRoom();
    await room.join();
  });

  it('takes the password, whatever the case of the address, and begins a session', async () => {
    const { person, token } = await room.signIn(PASSWORD, ADDRESS, 'Grace@Example.com');
    expect(person).toMatchObject(GRACE);
    await expect(room.sessions.find(token)).resolves.toMatchObject(GRACE);
  });

  it('takes a password however its characters are composed', async () => {
    await room.redeem((await room.people.reset(GRACE.email)).token, 'Zürich im Regen');
    await expect(room.signIn('Zu\u0308rich im Regen')).resolves.toBeDefined();
  });

  it.each([
    ['a wrong password', GRACE.email, 'correct horse batterz'],
    ['an address that nobody has', 'nobody@example.com', PASSWORD],
  ])('tells nothing about %s', async (_what, email, password) => {
    await expect(room.signIn(password, ADDRESS, email)).rejects.toThrow(new WrongCredentialsError());
  });

  it('works as long for nobody, the invited and the disabled as for a wrong password', async () => {
    await room.people.invite({ ...GRACE, email: 'invited@example.com' });
    await room.join({ ...GRACE, email: 'gone@example.com' });
    await room.people.disable('gone@example.com');
    const matches = jest.spyOn(room.passwords, 'matches');
    for (const email of ['nobody@example.com', 'invited@example.com', 'gone@example.com'])
      await expect(room.signIn(PASSWORD, ADDRESS, email)).rejects.toThrow(WrongCredentialsError);
    expect(matches).toHaveBeenCalledTimes(3);
  });

  it('begins no session with a password that was taken away meanwhile', async () => {
    const matches = room.passwords.matches.bind(room.passwords);
    jest.spyOn(room.passwords, 'matches').mockImplementation(async (...given) => {
      const isRight = await matches(...given);
      await room.people.reset(GRACE.email);
      return isRight;
    });
    await expect(room.signIn()).rejects.toThrow(WrongCredentialsError);
    expect((await room.repository.findByEmail(GRACE.email))?.sessions).toEqual([]);
  });
});

describe('a one-time link', () => {
  const OTHER = 'another good password';
  let room: PeopleRoom;

  beforeEach(() => {
    room = new PeopleRoom();
  });

  it('sets the password, signs in, and opens once', async () => {
    const { token: link } = await room.people.invite(GRACE);
    const { token } = await room.redeem(link, PASSWORD);
    await expect(room.sessions.find(token)).resolves.toMatchObject(GRACE);
    await expect(room.redeem(link, OTHER)).rejects.toThrow(LinkInvalidError);
    await room.signIn();
  });

  it('opens once, also for those who come at the same time', async () => {
    const { token: link } = await room.people.invite(GRACE);
    const tries = Array.from({ length: 4 }, (_, n) => room.redeem(link, `${PASSWORD} ${n}`));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each(['invitation', 'reset'] as const)('expires: %s', async (purpose) => {
    if (purpose === 'reset') await room.join();
    const make = () => (purpose === 'reset' ? room.people.reset(GRACE.email) : room.people.invite(GRACE));
    const hours = purpose === 'reset' ? 1 : 72;
    const { token: late } = await make();
    room.clock.pass(hours * HOUR_MS);
    await expect(room.redeem(late, OTHER)).rejects.toThrow(LinkInvalidError);
    const { token: inTime } = await make();
    room.clock.pass(hours * HOUR_MS - 1);
    await room.redeem(inTime, OTHER);
  });

  it('does not open for a disabled person, or with any other token', async () => {
    const { token: link } = await room.people.invite(GRACE);
    const last = link.at(-2) === 'A' ? 'B' : 'A';
    for (const other of ['', 'x', `${link.slice(0, -2)}${last}${link.at(-1)}`])
      await expect(room.redeem(other, PASSWORD)).rejects.toThrow(LinkInvalidError);
    await room.people.disable(GRACE.email);
    await expect(room.redeem(link, PASSWORD)).rejects.toThrow(LinkInvalidError);
  });
});

describe('changing the own password', () => {
  it('asks for the present one, and ends the other sessions', async () => {
    const room = new PeopleRoom();
    const { token: other } = await room.join();
    const { person, token } = await room.signIn();
    const change = (before: string) =>
      room.signIns.changePassword(person, { before, after: 'another good password' }, token, HERE);
    await expect(change('wrong')).rejects.toThrow(WrongPasswordError);
    await expect(room.sessions.find(other)).resolves.not.toBeNull();
    await change(PASSWORD);
    await expect(room.sessions.find(other)).resolves.toBeNull();
    await expect(room.sessions.find(token)).resolves.not.toBeNull();
    await expect(room.signIn()).rejects.toThrow(WrongCredentialsError);
    await room.signIn('another good password');
  });

  it('is as slow for guesses as signing in', async () => {
    const room = new PeopleRoom();
    const { person, token } = await room.join();
    const guess = () =>
      room.signIns.changePassword(person, { before: 'guess', after: 'another good password' }, token, HERE);
    for (let n = 0; n < 3; n += 1) await expect(guess()).rejects.toThrow(WrongPasswordError);
    await expect(guess()).rejects.toThrow('Too many tries');
  });
});
