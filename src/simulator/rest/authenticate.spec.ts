import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { basicAuthorization } from '../basic-credentials.js';
import { startOrJoinSimulator } from '../start-simulator.js';
import { Bench, FROM } from '../testing/bench.js';

const KEY = { sid: `SK${'2'.repeat(32)}`, secret: 'the secret of the key' };

describe('the credentials of a REST request', () => {
  const bench = new Bench();
  beforeAll(() => bench.start({ apiKey: KEY }));
  afterEach(async () => {
    bench.customer.forget();
    await bench.control('POST', '/reset');
  });
  afterAll(() => bench.stop());

  const statusFor = async (user: string, password: string): Promise<number> => {
    const { url, accountSid } = bench.simulator;
    const headers = { authorization: basicAuthorization(user, password) };
    return (await fetch(`${url}/2010-04-01/Accounts/${accountSid}.json`, { headers })).status;
  };

  it('are the account with its token, or the API key with its secret, and no mixture', async () => {
    const { accountSid, authToken } = bench.simulator;
    expect(await statusFor(accountSid, authToken)).toBe(200);
    expect(await statusFor(KEY.sid, KEY.secret)).toBe(200);
    expect(await statusFor(KEY.sid, authToken)).toBe(401);
    expect(await statusFor(accountSid, KEY.secret)).toBe(401);
    expect(await statusFor('', '')).toBe(401);
  });

  it('with an API key, webhooks are still signed with the auth token', async () => {
    bench.customer.onTwiml('/voice', '<Hangup/>');
    const { accountSid, url } = bench.simulator;
    const answer = await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Calls.json`, {
      method: 'POST',
      headers: { authorization: basicAuthorization(KEY.sid, KEY.secret) },
      body: new URLSearchParams({ To: '+12025550100', From: FROM, Url: `${bench.customer.url}/voice` }),
    });
    expect(answer.status).toBe(201);
    await bench.ended(((await answer.json()) as { sid: string }).sid);
    expect(bench.customer.to('/voice').map(({ isSigned }) => isSigned)).toEqual([true]);
  });

  it('are refused while the account refuses them, and the simulator can be joined all the same', async () => {
    expect((await bench.control('PATCH', '/account', { refuses_credentials: true })).body).toMatchObject({
      refuses_credentials: true,
    });
    const answer = await bench.rest('/Calls.json');
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 20003, message: 'Authenticate', status: 401 });
    await expect(bench.client.calls.list()).rejects.toMatchObject({ code: 20003, status: 401 });
    const port = Number(new URL(bench.simulator.url).port);
    const { dataDir } = bench;
    const joined = await startOrJoinSimulator({ port, dataDir, speed: 1, log: () => undefined });
    expect(joined.joined).toBe(true);
    await bench.control('PATCH', '/account', { refuses_credentials: false });
    expect((await bench.rest('/Calls.json')).status).toBe(200);
  });

  it('are taken again after a reset', async () => {
    await bench.control('PATCH', '/account', { refuses_credentials: true });
    await bench.control('POST', '/reset');
    expect((await bench.rest('/Calls.json')).status).toBe(200);
  });
});
