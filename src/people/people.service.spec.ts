import { beforeEach, describe, expect, it } from '@jest/globals';
import { PersonDisabledError, PersonExistsError, PersonNotFoundError } from './person.errors.js';
import { standingOf } from './person.js';
import { GRACE, PASSWORD, PeopleRoom } from './testing/people-room.js';

describe('PeopleService', () => {
  let room: PeopleRoom;

  beforeEach(() => {
    room = new PeopleRoom();
  });

  const grace = async () => (await room.people.findAll())[0]!;

  it('invites a person with a lower-case address, and keeps only the hash of the link', async () => {
    const { token } = await room.people.invite({ ...GRACE, email: ' Grace@Example.com' });
    expect(await grace()).toMatchObject({ ...GRACE, sessions: [] });
    expect(standingOf(await grace())).toBe('invited');
    expect(JSON.stringify(await grace())).not.toContain(token.slice(37));
  });

  it('invites again who has not come yet: the first link is void', async () => {
    const { token: first } = await room.people.invite(GRACE);
    const { token: second } = await room.people.invite({ ...GRACE, role: 'admin' });
    await expect(room.redeem(first, PASSWORD)).rejects.toThrow('was used already or has expired');
    await room.redeem(second, PASSWORD);
    expect(await grace()).toMatchObject({ role: 'admin' });
  });

  it('does not invite who is in already', async () => {
    await room.join();
    await expect(room.people.invite(GRACE)).rejects.toThrow(PersonExistsError);
  });

  it('disables a person, whose session and password end at once; an invitation leads back', async () => {
    const { token } = await room.join();
    await room.people.disable('GRACE@example.com');
    await expect(room.sessions.find(token)).resolves.toBeNull();
    await expect(room.signIn()).rejects.toThrow('Wrong email or password');
    await expect(room.people.reset(GRACE.email)).rejects.toThrow(PersonDisabledError);
    expect(standingOf(await grace())).toBe('disabled');
    await room.redeem((await room.people.invite(GRACE)).token, 'another good password');
    await room.signIn('another good password');
  });

  it('resets a password, which ends with every session before the link is opened', async () => {
    const { token } = await room.join();
    const { token: link } = await room.people.reset(GRACE.email);
    await expect(room.sessions.find(token)).resolves.toBeNull();
    await expect(room.signIn()).rejects.toThrow('Wrong email or password');
    await room.redeem(link, 'another good password');
    await room.signIn('another good password');
  });

  it('says that it knows nobody', async () => {
    await expect(room.people.disable(GRACE.email)).rejects.toThrow(PersonNotFoundError);
    await expect(room.people.reset(GRACE.email)).rejects.toThrow(PersonNotFoundError);
  });
});
