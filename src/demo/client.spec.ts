import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { request } from './client.js';
import { freePort } from '../common/process/free-port.js';

describe('request', () => {
  let server: Server;
  let url: string;
  let seen: IncomingHttpHeaders;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    server = createServer((incoming, answer) => {
      seen = incoming.headers;
      const status = incoming.url === '/refused' ? 409 : 201;
      incoming
        .on('data', () => undefined)
        .on('end', () => answer.writeHead(status).end('{"detail":"Taken"}'));
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  it('answers the status and the body', async () => {
    expect(await request('POST', `${url}/users`, { name: 'Ada' })).toEqual({
      status: 201,
      body: { detail: 'Taken' },
    });
  });

  it('shows a key where there is one', async () => {
    await request('GET', url, undefined, 'atlas_1');
    expect(seen).toMatchObject({ authorization: 'Bearer atlas_1' });
    await request('GET', url);
    expect(seen).not.toHaveProperty('authorization');
  });

  it('says what was asked when it was refused', async () => {
    await expect(request('GET', `${url}/refused`)).rejects.toThrow(
      `GET ${url}/refused was answered 409: {"detail":"Taken"}`,
    );
  });

  it('says what was asked when nobody answers', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/`;
    await expect(request('GET', nobody)).rejects.toThrow(`GET ${nobody} was not answered`);
  });
});
