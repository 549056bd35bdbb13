import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Atlas, AtlasError } from '@atlas/client';
import { freePort } from './support/processes.js';
import { expectReceiver, runExample, whileReceiving } from './support/example.js';
import { callBody, feedbackBody, userBody } from './support/factories.js';
import { startApp, type RunningApp } from './support/start-app.js';
import { waitFor } from './support/wait-for.js';

let running: RunningApp;
let atlas: Atlas;

beforeAll(async () => {
  running = await startApp({ variables: { SUBSCRIPTIONS_LOOPBACK: 'on' } });
  atlas = new Atlas({ url: running.url });
}, 30_000);
afterAll(() => running.close());

describe('the client', () => {
  it('places a call, follows it to its end, hears it and gives feedback', async () => {
    const user = await atlas.users.create(userBody({ external_id: randomUUID() }));
    expect(await atlas.users.get(user.id)).toEqual(user);
    const { call_id: id } = await atlas.calls.place(callBody({ user_external_id: user.external_id! }));
    const call = await atlas.calls.untilOver(id, { everyMs: 100 });
    expect(call).toMatchObject({ status: 'completed', user_id: user.id });
    const { events } = (await atlas.calls.timeline(id)) as { events: unknown[] };
    expect(events.length).toBeGreaterThan(3);
    const [recording] = call.recordings;
    const sound = await atlas.recordings.media(recording!.sid, { format: 'wav' });
    expect((await new Response(sound).text()).slice(0, 4)).toBe('RIFF');
    expect((await atlas.recordings.link(recording!.sid)).path).toContain(recording!.sid);
    const given = await atlas.feedback.give(id, feedbackBody());
    expect(await atlas.feedback.get(id)).toEqual(given);
    for await (const each of atlas.users.calls(user.id)) expect(each).toMatchObject({ call_id: id });
  });

  it('makes one call where the answer was lost', async () => {
    let sent = 0;
    const losing: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      sent += 1;
      if (sent > 2) return response;
      await response.body?.cancel();
      throw new TypeError('fetch failed');
    };
    const body = callBody();
    const { call_id: id } = await new Atlas({ url: running.url, fetch: losing, firstWaitMs: 10 }).calls.place(
      body,
    );
    expect(sent).toBe(3);
    const { data } = await atlas.calls.list({ user: body.user_external_id });
    expect(data.map(({ call_id }) => call_id)).toEqual([id]);
  });

  it('goes through a list to its end, and through all users', async () => {
    const campaign = randomUUID();
    const placed: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const body = {
        ...callBody(),
        campaign_id: campaign,
        scheduled_at: new Date(Date.now() + 3_600_000).toISOString(),
      };
      placed.unshift((await atlas.calls.place(body)).call_id);
    }
    const found: string[] = [];
    for await (const { call_id } of atlas.calls.each({
      campaign_id: campaign,
      page_size: 2,
      status: ['queued'],
    }))
      found.push(call_id);
    expect(found).toEqual(placed);
    const { total } = await atlas.users.list({ page_size: 1 });
    let users = 0;
    for await (const _ of atlas.users.each()) users += 1;
    expect(users).toBe(total);
    const later = await atlas.calls.reschedule(placed[0]!, { priority: 9 });
    expect(later.priority).toBe(9);
    expect((await atlas.calls.cancel(placed[0]!)).status).toBe('canceled');
    expect((await atlas.calls.hangUp(placed[1]!)).status).toBe('canceled');
  });

  it('says what is wrong, and where it is found in the log', async () => {
    const refused = atlas.calls.place({ ...callBody(), to: '12' });
    await expect(refused).rejects.toBeInstanceOf(AtlasError);
    await expect(refused).rejects.toMatchObject({
      code: 'invalid',
      status: 400,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      fields: [{ field: 'to', message: expect.any(String) }],
    });
    await expect(atlas.calls.get('nobody')).rejects.toMatchObject({
      code: 'not-found',
      message: 'Call not found: nobody',
    });
    expect((await atlas.calls.allowed('+14155550100')).allowed).toBe(true);
    expect((await atlas.http.GET('/dispatch')).data).toMatchObject({ state: expect.any(String) });
  });
});

describe('the examples', () => {
  const settings = (): Record<string, string> => ({ ATLAS_URL: running.url });
  const remind = () =>
    runExample(['examples/reminder/reminder.js', 'examples/reminder/appointments.json'], settings());

  it('remind everybody once, and ask what they think', async () => {
    const lines = ['2041  Ada: completed, dialled 1x', '2042  Grace: completed, dialled 1x'];
    expect((await remind()).toSorted()).toEqual(lines);
    expect((await remind()).toSorted()).toEqual(lines);
    const reminders = await atlas.calls.list({ campaign_id: 'reminders' });
    expect(reminders.data).toHaveLength(2);

    await fetch(`${running.account.apiBaseUrl}/simulator/callees/+14155550100`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: 'Five, four, five, 5 and three. Thank you.' }),
    });
    const asked = await runExample(['examples/survey/survey.js', 'reminders'], settings());
    expect(asked.toSorted()).toEqual([
      '+14155550100: 5 4 5 5 3',
      expect.stringMatching(/^\+14155550142: not understood: “Hello, thank you for calling/),
    ]);
    const ada = reminders.data.find(({ to_number }) => to_number === '+14155550100');
    expect(await atlas.feedback.get(ada!.call_id)).toMatchObject({
      call_quality: 5,
      agent_helpfulness: 4,
      overall_satisfaction: 3,
      notes: 'Five, four, five, 5 and three. Thank you.',
    });
  });

  const express = { command: process.execPath, args: () => ['examples/webhook-express/receiver.js'] };

  it('hear webhooks in Express', async () => {
    await expectReceiver(express, await freePort());
  });

  it('hear in Express what Atlas tells', async () => {
    const port = await freePort();
    const body = { url: `http://127.0.0.1:${port}/webhooks`, types: ['call.ended' as const] };
    const { secret } = (await atlas.http.POST('/subscriptions', { body })).data!;
    await whileReceiving(express, { port, secret }, async (output) => {
      const { call_id: id } = await atlas.calls.place(callBody());
      await waitFor('the end of the call to be told', async () => output().includes(id), 20_000);
      expect(output()).toMatch(new RegExp(`^call\\.ended \\{"call_id":"${id}"`, 'm'));
    });
  });
});
