import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { mediaRedirect } from './media-redirect.js';
import { type Media, type MediaRequest, RecordingMedia } from './recording-media.js';
import { quietly } from './testing/around-each.js';
import { failureOf, serviceAt, twilioThat } from './testing/stub-twilio.js';
import { testAccount } from './testing/test-account.js';
import type { TwilioConnection } from './twilio-connection.js';
import { sendJson, closedPort } from './testing/misbehaving-server.js';

const SID = `RE${'1'.repeat(32)}`;
const PATH = `/2010-04-01/Accounts/${testAccount().accountSid}/Recordings/${SID}.mp3`;
const wish = (overrides: Partial<MediaRequest> = {}): MediaRequest => ({
  recordingSid: SID,
  format: 'mp3',
  method: 'GET',
  signal: new AbortController().signal,
  ...overrides,
});
const sound = (response: ServerResponse, body = 'sound', headers: Record<string, string> = {}): void => {
  response
    .writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': body.length, ...headers })
    .end(body);
};
const soundOf = ({ body }: Media): Promise<string> => text(Readable.from(body ?? []));
quietly();

describe('the sound of a recording', () => {
  it('comes from an address of account and SID, with credentials, and what is told of it', async () => {
    const twilio = await twilioThat((response) =>
      sound(response, 'abc', { 'accept-ranges': 'bytes', etag: '"1"', 'last-modified': 'then', server: 'x' }),
    );
    const media = await serviceAt(twilio.url).openMedia(wish());
    expect(media).toMatchObject({
      status: 200,
      contentType: 'audio/mpeg',
      headers: { 'content-length': '3', 'accept-ranges': 'bytes', etag: '"1"', 'last-modified': 'then' },
    });
    expect(media.headers).not.toHaveProperty('server');
    await expect(soundOf(media)).resolves.toBe('abc');
    expect(twilio.requests).toMatchObject([
      { method: 'GET', url: PATH, headers: { authorization: expect.stringMatching(/^Basic /) } },
    ]);
  });

  it('is asked for in part, and has no such part', async () => {
    const twilio = await twilioThat((response, n) => {
      const range = { 'content-type': 'audio/mpeg', 'content-range': n === 0 ? 'bytes 1-2/9' : 'bytes */9' };
      response.writeHead(n === 0 ? 206 : 416, range).end(n === 0 ? 'bc' : '');
    });
    const service = serviceAt(twilio.url);
    const part = await service.openMedia(wish({ range: 'bytes=1-2', ifRange: '"1"' }));
    expect([part.status, await soundOf(part)]).toEqual([206, 'bc']);
    await expect(service.openMedia(wish({ range: 'bytes=99-' }))).resolves.toMatchObject({
      status: 416,
      headers: { 'content-range': 'bytes */9' },
      body: null,
    });
    expect(twilio.requests[0]!.headers).toMatchObject({ range: 'bytes=1-2', 'if-range': '"1"' });
    // Nobody asked for a part: then it is a refusal.
    await expect(failureOf(service.openMedia(wish()))).resolves.toMatchObject({ outcome: 'refused' });
  });

  it.each([
    ['no sound', (response: ServerResponse) => sendJson(response, 200, {})],
    [
      'a sound of another format',
      (response: ServerResponse) => sound(response, 'x', { 'content-type': 'audio/wav' }),
    ],
    ['packed', (response: ServerResponse) => sound(response, 'x', { 'content-encoding': 'gzip' })],
    [
      'a part that nobody asked for',
      (response: ServerResponse) => response.writeHead(206, { 'content-type': 'audio/mpeg' }).end('x'),
    ],
    [
      'a way to another host',
      (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.2:1/x' }).end(),
    ],
    ['a failure of the server', (response: ServerResponse) => sendJson(response, 500, {})],
  ])('is refused where it is %s', async (_name, answer) => {
    const twilio = await twilioThat((response) => answer(response));
    const failure = await failureOf(serviceAt(twilio.url).openMedia(wish()));
    expect([failure.outcome, failure.kind]).toEqual(['unknown', 'unavailable']);
    expect(twilio.requests).toHaveLength(1);
  });

  it('that Twilio has no more is a refusal, and so is what is no SID, without a request', async () => {
    const twilio = await twilioThat((response) => sendJson(response, 404, { code: 20404, message: 'No' }));
    const service = serviceAt(twilio.url);
    expect((await failureOf(service.openMedia(wish()))).isRefusal(20404)).toBe(true);
    expect((await failureOf(service.openMedia(wish({ recordingSid: '../Calls' })))).isRefusal(20404)).toBe(
      true,
    );
    expect(twilio.requests).toHaveLength(1);
    const nobody = serviceAt(`http://127.0.0.1:${await closedPort()}`);
    expect((await failureOf(nobody.openMedia(wish()))).outcome).toBe('unsent');
  });

  it('follows the API to another place of its own, though not for ever', async () => {
    const twilio = await twilioThat((response, n) =>
      n === 0 ? response.writeHead(307, { location: '/moved' }).end() : sound(response),
    );
    await expect(soundOf(await serviceAt(twilio.url).openMedia(wish()))).resolves.toBe('sound');
    expect(twilio.requests.map(({ url }) => url)).toEqual([PATH, '/moved']);
    const circle = await twilioThat((response) => response.writeHead(302, { location: PATH }).end());
    await failureOf(serviceAt(circle.url).openMedia(wish()));
    expect(circle.requests).toHaveLength(3);
  });

  it('fails where Twilio breaks off or sends no more, and ends there when nobody listens any more', async () => {
    const ends: string[] = [];
    const twilio = await twilioThat((response, n) => {
      response.on('close', () => ends.push(`${n}`));
      response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': 9 }).write('abc');
      if (n === 0) setTimeout(() => response.destroy(), 20);
    });
    const service = serviceAt(twilio.url, { timeoutMs: 150 });
    await expect(soundOf(await service.openMedia(wish()))).rejects.toThrow('aborted');
    await expect(soundOf(await service.openMedia(wish()))).rejects.toThrow('nothing came for 150 ms');
    (await service.openMedia(wish())).close();
    const gone = new AbortController();
    const silent = await twilioThat((response) => void response.on('close', () => ends.push('silent')));
    const waiting = failureOf(serviceAt(silent.url).openMedia(wish({ signal: gone.signal })));
    setTimeout(() => gone.abort(), 20);
    expect((await waiting).reason.code).toBe('ABORT_ERR');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ends.toSorted()).toEqual(['0', '1', '2', 'silent']);
  });

  it('takes from Twilio no more than is heard', async () => {
    let sent = 0;
    const twilio = await twilioThat((response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg' });
      const more = (): void => {
        while (sent < 64 * 1024 * 1024 && !response.destroyed) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', more);
        }
      };
      more();
    });
    const media = await serviceAt(twilio.url, { timeoutMs: 100 }).openMedia(wish());
    const chunks = media.body![Symbol.asyncIterator]();
    await chunks.next();
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(sent).toBeLessThan(32 * 1024 * 1024);
    await expect(chunks.next()).resolves.toMatchObject({ done: false });
    media.close();
  });
});

describe('where the sound is kept elsewhere', () => {
  const KEPT = 'https://media.s3.amazonaws.com/x';
  const asked = async (wanted: Partial<MediaRequest>): Promise<[string, OutgoingHttpHeaders][]> => {
    const seen: [string, OutgoingHttpHeaders][] = [];
    const take = async ({ url, headers }: { url: URL; headers: OutgoingHttpHeaders }) => {
      seen.push([url.href, headers]);
      if (seen.length === 1) return { statusCode: 302, headers: { location: KEPT }, body: '' };
      const stream = Readable.from([]) as unknown as IncomingMessage;
      return { statusCode: 200, headers: { 'content-type': 'audio/mpeg' }, body: '', stream };
    };
    const connection = {
      authorization: 'Basic c2VjcmV0',
      reading: (_what: string, ask: (http: object) => Promise<unknown>) => ask({ take }),
    } as unknown as TwilioConnection;
    await new RecordingMedia(testAccount({ apiBaseUrl: undefined }), connection).open(wish(wanted));
    return seen;
  };

  it('is told no credentials, and what part is wanted', async () => {
    const [own, elsewhere] = await asked({ range: 'bytes=1-2', ifRange: '"1"' });
    expect(own).toEqual([
      `https://api.twilio.com${PATH}`,
      expect.objectContaining({ Authorization: 'Basic c2VjcmV0', Range: 'bytes=1-2', 'If-Range': '"1"' }),
    ]);
    expect(elsewhere).toEqual([
      KEPT,
      { Accept: 'audio/*', 'User-Agent': 'atlas', Range: 'bytes=1-2', 'If-Range': '"1"' },
    ]);
  });

  it('is asked no condition where no part is wanted', async () => {
    const [own] = await asked({ ifRange: '"1"' });
    expect(own?.[1]).not.toHaveProperty('If-Range');
  });
});

describe('a redirect', () => {
  const api = 'https://api.twilio.com';
  const leads = (location: string, from = `${api}/x`, origin = api) =>
    mediaRedirect({ statusCode: 302, headers: { location } }, new URL(from), origin)?.href ?? null;

  it.each([
    ['/y', `${api}/y`],
    ['https://media.s3.amazonaws.com/y?a=b', 'https://media.s3.amazonaws.com/y?a=b'],
    ['https://media.twilio.com/y', 'https://media.twilio.com/y'],
    ['http://media.twilio.com/y', null],
    ['https://media.twilio.com:8443/y', null],
    ['https://u:p@media.twilio.com/y', null],
    ['https://u:p@api.twilio.com/y', null],
    ['https://eviltwilio.com/y', null],
    ['https://169.254.169.254/latest', null],
    ['file:///etc/passwd', null],
    ['https://[', null],
  ])('to %s leads to %s', (location, to) => expect(leads(location)).toBe(to));

  it('leads from elsewhere not back to where credentials are sent, and from a stand-in nowhere else', () => {
    expect(leads(`${api}/y`, 'https://a.amazonaws.com/x')).toBeNull();
    expect(leads('https://a.amazonaws.com/y', 'http://127.0.0.1:1/x', 'http://127.0.0.1:1')).toBeNull();
  });
});
