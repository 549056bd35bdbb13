import { beforeEach, describe, expect, it } from '@jest/globals';
import { GRACE, PeopleRoom } from '../testing/people-room.js';
import { newToken } from '../token.js';
import { IDLE_MS, LONGEST_MS } from './session.js';

describe('SessionsService', () => {
  let room: PeopleRoom;
  let token: string;

  beforeEach(async () => {
    room = new PeopleRoom();
    ({ token } = await room.join());
  });

  const stored = async () => (await room.repository.findByEmail(GRACE.email))!.sessions[0]!;

  it('finds whose session it is, and knows no other token', async () => {
    await expect(room.sessions.find(token)).resolves.toMatchObject(GRACE);
    const { id } = (await room.sessions.find(token))!;
    for (const other of ['', 'x', newToken(id), newToken('7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10')])
      await expect(room.sessions.find(other)).resolves.toBeNull();
  });

  it('keeps SHA-256 of the token and nothing of the token', async () => {
    expect((await stored()).tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(await stored())).not.toContain(token.slice(37));
  });

  it('ends a session that nobody uses', async () => {
    room.clock.pass(IDLE_MS - 1);
    await expect(room.sessions.find(token)).resolves.not.toBeNull();
    room.clock.pass(IDLE_MS - 1);
    await expect(room.sessions.find(token)).resolves.not.toBeNull();
    room.clock.pass(IDLE_MS);
    await expect(room.sessions.find(token)).resolves.toBeNull();
  });

  it('ends a session after seven days, however much it is used', async () => {
    for (let passed = 0; passed < LONGEST_MS; passed += IDLE_MS / 2) {
      await expect(room.sessions.find(token)).resolves.not.toBeNull();
      room.clock.pass(IDLE_MS / 2);
    }
    await expect(room.sessions.find(token)).resolves.toBeNull();
  });

  it('notes the use only now and then', async () => {
    const { lastSeenAt } = await stored();
    room.clock.pass(4 * 60_000);
    await room.sessions.find(token);
    expect((await stored()).lastSeenAt).toEqual(lastSeenAt);
    room.clock.pass(60_000);
    await room.sessions.find(token, 'look');
    expect((await stored()).lastSeenAt).toEqual(lastSeenAt);
    await room.sessions.find(token);
    expect((await stored()).lastSeenAt.getTime()).toBe(lastSeenAt.getTime() + 5 * 60_000);
  });

  it('ends one session and leaves the others', async () => {
    const { token: other } = await room.signIn();
    await room.sessions.end(token);
    await room.sessions.end('x');
    await expect(room.sessions.find(token)).resolves.toBeNull();
    await expect(room.sessions.find(other)).resolves.not.toBeNull();
  });
});
