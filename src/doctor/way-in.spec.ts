import { describe, expect, it } from '@jest/globals';
import { linesOf } from './finding.js';
import type { Answer } from './probe.js';
import { examineWayIn, type WayIn } from './way-in.js';

const answered = (
  status: number,
  instance: string | null = null,
  location: string | null = null,
  baseUrl: string | null = null,
): Answer => ({
  kind: 'answered',
  status,
  instance,
  location,
  baseUrl,
});
const failed = (code: string): Answer => ({ kind: 'failed', code });
const HERE = answered(200, 'a');

const examine = (outside: Answer, inside: Answer = HERE, way: Partial<WayIn> = {}) =>
  examineWayIn({
    baseUrl: 'https://atlas.example.com/calls',
    localUrl: 'http://127.0.0.1:8000',
    anyAddress: 'http://any-address',
    sign: (url) => url,
    send: async ({ to }) => (to.startsWith('http://127.0.0.1') ? inside : outside),
    ...way,
  });

describe('the way in', () => {
  it.each<[Answer, Answer, string, RegExp]>([
    [HERE, HERE, 'ok', /reaches this Atlas/],
    [HERE, failed('ECONNREFUSED'), 'ok', /none runs at/],
    [answered(200, 'b'), HERE, 'warn', /another instance/],
    [failed('ENOTFOUND'), HERE, 'fail', /^host:/],
    [failed('ECONNREFUSED'), HERE, 'fail', /^port:/],
    [failed('CERT_HAS_EXPIRED'), HERE, 'fail', /^scheme:/],
    [failed('EPROTO'), HERE, 'fail', /^scheme:/],
    [failed('TimeoutError'), HERE, 'fail', /^no answer/],
    [answered(301, null, 'http://atlas.example.com/calls/x'), HERE, 'fail', /^scheme:/],
    [answered(308, null, 'https://www.example.com/calls'), HERE, 'fail', /^host:/],
    [answered(302, null, '/login'), HERE, 'fail', /^path:/],
    [answered(421), HERE, 'fail', /^host:/],
    [answered(404), HERE, 'fail', /^path:/],
    [answered(401), HERE, 'fail', /^path:/],
    [HERE, answered(403), 'ok', /reaches this Atlas/],
    [answered(502), HERE, 'fail', /502 by something before/],
    [answered(200), HERE, 'fail', /answered 200 by something before/],
    [answered(403), HERE, 'fail', /^token:/],
  ])('%j, and here %j: %s', async (outside, inside, level, message) => {
    const finding = await examine(outside, inside);
    expect([finding.level, finding.message]).toEqual([level, expect.stringMatching(message)]);
    expect(linesOf(finding).length).toBe(level === 'ok' ? 1 : 2);
  });

  it.each([
    ['scheme', 'http://atlas.example.com/calls'],
    ['path', 'https://atlas.example.com'],
    ['host', 'https://other.example.com/calls'],
    ['host', 'http://127.0.0.1:8000'],
    ['port', 'https://atlas.example.com:8443/calls'],
  ])('is named by its %s, where the Atlas there goes by another address', async (part, base) => {
    const send = async ({ signature }: { signature: string }): Promise<Answer> =>
      signature.startsWith('http://any-address/') ? answered(200, 'a', null, base) : answered(403);
    const finding = await examine(HERE, HERE, { send });
    expect(finding.message).toMatch(new RegExp(`^${part}: .* ${base}, and not`));
  });

  it.each([
    ['http://localhost:8000', 'http://127.0.0.1:8000'],
    ['http://127.0.0.1:8000', 'http://localhost:8000'],
    ['http://localhost:8000/atlas', 'http://[::1]:8000/atlas'],
    ['https://www.example.com', 'https://example.com'],
    ['https://example.com', 'https://www.example.com'],
  ])('is named by its host where %s is called %s there, and no token is blamed', async (baseUrl, there) => {
    const send = async ({ signature }: { signature: string }): Promise<Answer> =>
      signature.startsWith('http://any-address/') ? answered(200, 'a', null, there) : answered(403);
    const { message } = await examine(HERE, HERE, { baseUrl, send });
    expect(message).toBe(`host: the Atlas there verifies signatures for ${there}, and not for ${baseUrl}`);
  });

  it('is not looked at while nothing runs on this machine alone', async () => {
    const away = failed('ECONNREFUSED');
    const finding = await examine(away, away, { baseUrl: 'http://localhost:8000' });
    expect(finding).toMatchObject({ level: 'skip' });
  });
});
