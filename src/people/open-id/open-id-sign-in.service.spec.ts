import { describe, expect, it } from '@jest/globals';
import { createEnvironment } from '../../config/create-environment.js';
import { AuditUnavailableError } from '../../audit/audit.errors.js';
import { NotInvitedError } from '../person.errors.js';
import { GRACE, HERE, PeopleRoom } from '../testing/people-room.js';
import type { Identity } from './identity.js';
import { OpenIdSignInService } from './open-id-sign-in.service.js';

const IDENTITY: Identity = {
  subject: 'issuer 1',
  email: 'Grace@Example.com',
  name: ' Grace ',
  roles: undefined,
};

const build = (variables: Record<string, string> = {}) => {
  const room = new PeopleRoom();
  const { repository, sessions, acts, clock } = room;
  const environment = createEnvironment(variables);
  const signIns = new OpenIdSignInService(repository, sessions, acts, clock, environment);
  return {
    room,
    signIn: (changes: Partial<Identity> = {}) => signIns.signIn({ ...IDENTITY, ...changes }, HERE),
  };
};

describe('OpenIdSignInService', () => {
  it('knows an invited person by the address, then by the subject too', async () => {
    const { room, signIn } = build();
    await room.people.invite(GRACE);
    const { token } = await signIn();
    await expect(room.sessions.find(token)).resolves.toMatchObject({ ...GRACE, subject: 'issuer 1' });
    await expect(signIn({ subject: 'issuer 2' })).rejects.toThrow(NotInvitedError);
  });

  it('knows a person by the subject, whatever their address is by now, also who is disabled', async () => {
    const { room, signIn } = build({ OIDC_ALLOWED_DOMAINS: 'example.com' });
    await signIn();
    const { token } = await signIn({ email: 'other@example.com' });
    await expect(room.sessions.find(token)).resolves.toMatchObject({ email: GRACE.email });
    await room.people.disable(GRACE.email);
    for (const email of [GRACE.email, 'other@example.com', undefined])
      await expect(signIn({ email })).rejects.toThrow(NotInvitedError);
    await expect(room.people.findAll()).resolves.toHaveLength(1);
  });

  it('ties nobody to a second subject, nor a subject to a second person, also at the same time', async () => {
    const { room, signIn } = build();
    const emails = ['a@example.com', 'b@example.com'];
    for (const email of emails) await room.people.invite({ ...GRACE, email });
    await Promise.allSettled(emails.map((email) => signIn({ email })));
    expect((await room.people.findAll()).filter(({ subject }) => subject === 'issuer 1')).toHaveLength(1);
  });

  it('makes the person of an allowed domain once, however many come at the same time', async () => {
    const { room, signIn } = build({ OIDC_ALLOWED_DOMAINS: 'example.com', OIDC_DEFAULT_ROLE: 'operator' });
    await Promise.all(Array.from({ length: 5 }, () => signIn()));
    const all = await room.people.findAll();
    expect(all).toMatchObject([{ email: 'grace@example.com', name: 'Grace', role: 'operator' }]);
    expect(all[0]?.sessions).toHaveLength(5);
  });

  it('does nothing that is not written down before', async () => {
    const { room, signIn } = build({ OIDC_ALLOWED_DOMAINS: 'example.com' });
    room.log.failure = new Error('full');
    await expect(signIn()).rejects.toThrow(AuditUnavailableError);
    await expect(room.people.findAll()).resolves.toEqual([]);
  });

  it('is in the log by each thing that it changes', async () => {
    const { room, signIn } = build({ OIDC_ALLOWED_DOMAINS: 'example.com', OIDC_ROLE_CLAIM: 'roles' });
    const changes = async (given: Partial<Identity>): Promise<string[]> => {
      room.log.stored = [];
      await signIn(given);
      return room.log.stored.flatMap(({ entry }) => (entry.kind === 'begun' ? [entry.action] : []));
    };
    await expect(changes({ roles: 'viewer' })).resolves.toEqual(['people.join', 'sessions.start']);
    await expect(changes({ roles: 'admin' })).resolves.toEqual(['people.changeRole', 'sessions.start']);
    await expect(changes({ roles: 'admin' })).resolves.toEqual(['sessions.start']);
    await room.people.invite({ ...GRACE, email: 'ada@example.com' });
    const ada = { subject: 'issuer 2', email: 'ada@example.com', roles: 'operator' };
    await expect(changes(ada)).resolves.toEqual(['people.tieSubject', 'sessions.start']);
  });

  it('names who has no name by the address', async () => {
    const { room, signIn } = build({ OIDC_ALLOWED_DOMAINS: 'example.com' });
    await signIn({ name: '  ' });
    expect((await room.people.findAll())[0]).toMatchObject({ name: 'grace@example.com', role: 'viewer' });
  });

  it('keeps out who has no verified address', async () => {
    const { room, signIn } = build({ OIDC_ALLOWED_DOMAINS: 'example.com' });
    await room.people.invite(GRACE);
    await expect(signIn({ email: undefined })).rejects.toThrow(NotInvitedError);
  });

  it('keeps out who has no role where the provider says roles, also the invited', async () => {
    const { room, signIn } = build({ OIDC_ROLE_CLAIM: 'roles' });
    await room.people.invite(GRACE);
    await expect(signIn({ roles: ['staff'] })).rejects.toThrow(NotInvitedError);
    const { token } = await signIn({ roles: ['admin'] });
    await expect(room.sessions.find(token)).resolves.toMatchObject({ role: 'admin' });
  });
});
