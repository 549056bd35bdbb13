import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { PeopleRepository } from '../people.repository.js';
import { PersonExistsError } from '../person.errors.js';
import type { Person } from '../person.js';
import { MOST_SESSIONS, newSession, type Session } from '../sessions/session.js';
import { somePerson } from './person.factory.js';

const now = new Date('2026-02-03T04:05:06.789Z');
const later = new Date('2026-02-03T05:05:06.789Z');
const session = (tokenHash: string): Session => newSession(tokenHash, now);
const link = { tokenHash: 'l1', expiresAt: later };

type Open = () => Promise<PeopleRepository>;

const kept = async (open: Open, person: Person): Promise<PeopleRepository> => {
  const people = await open();
  await people.insert(person);
  return people;
};

/** What every PeopleRepository keeps to; `open` answers an empty one. */
export function describePeopleRepository(name: string, open: Open): void {
  describe(`${name} keeps people`, () => {
    describeKeeping(open);
    describeAdmin(open);
    describeSessions(open);
    describePasswords(open);
  });
}

function describeKeeping(open: Open): void {
  it('finds a person by id, by address and by subject, with every field', async () => {
    const person = somePerson({
      passwordHash: 'p',
      subject: 's',
      disabledAt: now,
      link,
      sessions: [session('a')],
    });
    const people = await kept(open, person);
    await expect(people.findById(person.id)).resolves.toStrictEqual(person);
    await expect(people.findByEmail(person.email)).resolves.toStrictEqual(person);
    await expect(people.findById(randomUUID())).resolves.toBeNull();
    await expect(people.findByEmail('nobody@example.com')).resolves.toBeNull();
    await expect(people.findBySubject('s')).resolves.toStrictEqual(person);
    await expect(people.findBySubject('t')).resolves.toBeNull();
  });

  it('refuses a subject that is somebody else’s; many may have none', async () => {
    const people = await kept(open, somePerson({ subject: 'idp#1' }));
    const others = [somePerson(), somePerson()];
    for (const other of others) await people.insert(other);
    await expect(people.insert(somePerson({ subject: 'idp#1' }))).rejects.toThrow(PersonExistsError);
    const start = (subject: string) => people.startSession(others[0]!.id, session('a'), { subject });
    await expect(start('idp#1')).resolves.toBe(false);
    await expect(people.findById(others[0]!.id)).resolves.toStrictEqual(others[0]);
    await expect(start('idp#2')).resolves.toBe(true);
  });

  it('refuses an address that is taken, also of racing writers', async () => {
    const people = await open();
    const racers = Array.from({ length: 10 }, () =>
      people.insert(somePerson({ email: 'grace@example.com' })),
    );
    const outcomes = await Promise.allSettled(racers);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(people.insert(somePerson({ email: 'grace@example.com' }))).rejects.toThrow(
      PersonExistsError,
    );
  });

  it('lists all, by address', async () => {
    const people = await open();
    for (const email of ['b@example.com', 'a@example.com', 'c@example.com'])
      await people.insert(somePerson({ email }));
    expect((await people.findAll()).map(({ email }) => email[0])).toEqual(['a', 'b', 'c']);
  });
}

function describeAdmin(open: Open): void {
  const signedIn = (): Person => somePerson({ passwordHash: 'p', link, sessions: [session('a')] });

  it('gives another role to who has the one that was seen', async () => {
    const person = somePerson({ role: 'operator' });
    const people = await kept(open, person);
    const change = (before: Person['role']) => people.changeRole(person.id, { before, after: 'admin' });
    await expect(change('viewer')).resolves.toBe(false);
    await expect(change('operator')).resolves.toBe(true);
    await expect(people.findById(person.id)).resolves.toStrictEqual({ ...person, role: 'admin' });
  });

  it('marks one attempt at a time to take what makes an admin, until it is settled or stale', async () => {
    const person = somePerson({ role: 'admin' });
    const people = await kept(open, person);
    const later = new Date(now.getTime() + 1000);
    const begin = (by: string, staleAt: Date) => people.beginLeaving(person.id, { by, since: now }, staleAt);
    await expect(begin('first', new Date(0))).resolves.toBe(true);
    await expect(begin('second', new Date(0))).resolves.toBe(false);
    await people.endLeaving(person.id, 'second');
    await expect(people.findById(person.id)).resolves.toStrictEqual({
      ...person,
      leaving: { by: 'first', since: now },
    });
    await expect(begin('second', later)).resolves.toBe(true);
    await people.endLeaving(person.id, 'second');
    await expect(people.findById(person.id)).resolves.toStrictEqual(person);
    await people.changeRole(person.id, { before: 'admin', after: 'viewer' });
    await expect(begin('third', later)).resolves.toBe(false);
  });

  it('disables: no password, link or session is left', async () => {
    const person = signedIn();
    const people = await kept(open, person);
    await expect(people.disable(person.id, now, 'viewer')).resolves.toBe(person.role === 'viewer');
    await expect(people.disable(person.id, now)).resolves.toBe(true);
    const { passwordHash: _, link: __, ...rest } = person;
    await expect(people.findById(person.id)).resolves.toStrictEqual({
      ...rest,
      disabledAt: now,
      sessions: [],
    });
    await expect(people.disable(randomUUID(), now)).resolves.toBe(false);
  });

  it('resets: a link in place of password and sessions; not of a disabled person', async () => {
    const person = signedIn();
    const people = await kept(open, person);
    const fresh = { tokenHash: 'l2', expiresAt: later };
    await expect(people.reset(person.id, fresh)).resolves.toBe(true);
    const { passwordHash: _, ...rest } = person;
    await expect(people.findById(person.id)).resolves.toStrictEqual({ ...rest, link: fresh, sessions: [] });
    await people.disable(person.id, now);
    await expect(people.reset(person.id, fresh)).resolves.toBe(false);
    await expect(people.reset(randomUUID(), fresh)).resolves.toBe(false);
  });

  it('invites again, also whom it has disabled', async () => {
    const person = somePerson({ disabledAt: now });
    const people = await kept(open, person);
    await people.renew(person.id, { name: 'G. Hopper', role: 'admin', link });
    const { disabledAt: _, ...rest } = person;
    await expect(people.findById(person.id)).resolves.toStrictEqual({
      ...rest,
      name: 'G. Hopper',
      role: 'admin',
      link,
    });
  });
}

function describeSessions(open: Open): void {
  const hashes = async (people: PeopleRepository, id: string): Promise<string[]> =>
    ((await people.findById(id))?.sessions ?? []).map(({ tokenHash }) => tokenHash);

  it('begins and ends sessions, each by itself', async () => {
    const person = somePerson({ passwordHash: 'p' });
    const people = await kept(open, person);
    for (const hash of ['a', 'b', 'c'])
      await expect(people.startSession(person.id, session(hash), { passwordHash: 'p' })).resolves.toBe(true);
    await people.endSession(person.id, 'b');
    await people.endSession(person.id, 'nothing');
    await people.endSession(randomUUID(), 'a');
    await expect(hashes(people, person.id)).resolves.toEqual(['a', 'c']);
  });

  it('keeps the newest of too many', async () => {
    const person = somePerson();
    const people = await kept(open, person);
    for (let n = 0; n < MOST_SESSIONS + 2; n += 1) await people.startSession(person.id, session(`s${n}`), {});
    const left = await hashes(people, person.id);
    expect([left.length, left[0], left.at(-1)]).toEqual([MOST_SESSIONS, 's2', `s${MOST_SESSIONS + 1}`]);
  });

  it('begins none where what was checked holds no longer', async () => {
    const person = somePerson({ passwordHash: 'new', subject: 'idp#1' });
    const people = await kept(open, person);
    await expect(people.startSession(person.id, session('a'), { passwordHash: 'old' })).resolves.toBe(false);
    await expect(people.startSession(person.id, session('a'), { subject: 'idp#2' })).resolves.toBe(false);
    await people.disable(person.id, now);
    await expect(people.startSession(person.id, session('a'), {})).resolves.toBe(false);
    await expect(people.startSession(randomUUID(), session('a'), {})).resolves.toBe(false);
    await expect(hashes(people, person.id)).resolves.toEqual([]);
  });

  it('keeps what the OpenID provider says', async () => {
    const person = somePerson();
    const people = await kept(open, person);
    for (const role of ['admin', 'viewer'] as const) {
      await people.startSession(person.id, session(role), { subject: 'idp#1', role });
      await expect(people.findById(person.id)).resolves.toMatchObject({ subject: 'idp#1', role });
    }
    await people.startSession(person.id, session('c'), { subject: 'idp#1' });
    await expect(people.findById(person.id)).resolves.toMatchObject({ subject: 'idp#1', role: 'viewer' });
  });

  it('notes when a session was last used, never backwards, and leaves the others', async () => {
    const person = somePerson({ sessions: [session('a'), session('b')] });
    const people = await kept(open, person);
    await people.noteSession(person.id, 'b', later);
    await people.noteSession(person.id, 'b', now);
    await people.noteSession(person.id, 'nothing', later);
    const { sessions } = (await people.findById(person.id)) ?? {};
    expect(sessions).toEqual([session('a'), { ...session('b'), lastSeenAt: later }]);
  });
}

function describePasswords(open: Open): void {
  it('uses a link up once, whoever comes at the same time, and ends the sessions before', async () => {
    const person = somePerson({ link, sessions: [session('before')] });
    const people = await kept(open, person);
    await expect(people.redeemLink(person.id, 'l2', 'p', session('x'))).resolves.toBe(false);
    const tries = Array.from({ length: 10 }, (_, n) =>
      people.redeemLink(person.id, 'l1', `p${n}`, session(`s${n}`)),
    );
    const won = (await Promise.all(tries)).flatMap((done, n) => (done ? [n] : []));
    expect(won).toHaveLength(1);
    const { link: _, ...rest } = person;
    await expect(people.findById(person.id)).resolves.toStrictEqual({
      ...rest,
      passwordHash: `p${won[0]}`,
      sessions: [session(`s${won[0]}`)],
    });
  });

  it('uses no link of a disabled person', async () => {
    const person = somePerson({ link, disabledAt: now });
    const people = await kept(open, person);
    await expect(people.redeemLink(person.id, 'l1', 'p', session('a'))).resolves.toBe(false);
  });

  it('changes a password that is still the old one, and ends the other sessions', async () => {
    const person = somePerson({ passwordHash: 'p1', sessions: [session('a'), session('b'), session('c')] });
    const people = await kept(open, person);
    const change = (before: string, after: string): Promise<boolean> =>
      people.changePassword(person.id, { before, after }, 'b');
    await expect(change('p0', 'p2')).resolves.toBe(false);
    await expect(people.findById(person.id)).resolves.toStrictEqual(person);
    await expect(change('p1', 'p2')).resolves.toBe(true);
    await expect(people.findById(person.id)).resolves.toStrictEqual({
      ...person,
      passwordHash: 'p2',
      sessions: [session('b')],
    });
  });
}
