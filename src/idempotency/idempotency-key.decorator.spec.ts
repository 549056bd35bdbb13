import { once } from 'node:events';
import { type IncomingMessage, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startController, type RunningController } from '../../test/support/start-controller.js';
import { REPLAYED_HEADER } from './idempotency-key.decorator.js';
import { KEY_PATTERN } from './idempotency-key.js';
import { KeyController } from './testing/key.controller.js';

/** Where Nest's documentation keeps a route's parameters. */
const PARAMETERS = 'swagger/apiParameters';

let server: RunningController;
beforeAll(async () => {
  server = await startController(KeyController, []);
});
afterAll(() => server.close());

interface Answer {
  status?: number;
  body: unknown;
  headers: IncomingMessage['headers'];
}

/** Sends the header as often as there are values. */
const post = async (...keys: string[]): Promise<Answer> => {
  const headers = keys.length > 0 ? { 'Idempotency-Key': keys } : {};
  const request = send(`${server.url}/things/1`, { method: 'POST', headers }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode,
    body: JSON.parse(await text(response)),
    headers: response.headers,
  };
};

describe('the Idempotency-Key of a request', () => {
  it('is given to its route, with the route’s name', async () => {
    const { status, body } = await post('abc');
    expect(status).toBe(201);
    expect(body).toEqual({ key: 'abc', caller: expect.any(String), route: 'POST /things/:id' });
  });

  it('is the same in quotes', async () => {
    expect((await post('"abc"')).body).toMatchObject({ key: 'abc' });
  });

  it('may be left out', async () => {
    const { status, body } = await post();
    expect(status).toBe(201);
    expect(body).not.toHaveProperty('key');
  });

  it.each([[['a b']], [['']], [['one', 'two']]])('that is none is refused by name: %j', async (keys) => {
    const { status, body } = await post(...keys);
    expect(status).toBe(400);
    expect(body).toEqual({
      detail:
        'Invalid Idempotency-Key: must be one value of 1 to 255 visible ASCII characters, bare or in double quotes',
    });
  });

  it('marks an answer that is given again', async () => {
    expect((await post('abc')).headers['idempotency-replayed']).toBe('true');
  });

  it('is documented with its route, and so is the mark', () => {
    const documented: unknown = Reflect.getMetadata(PARAMETERS, KeyController.prototype.make);
    expect(documented).toEqual([
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        description: expect.stringMatching(
          /^A name of your own.* not executed again.* 24 hours.* try those again[.]$/,
        ),
        schema: { type: 'string', minLength: 1, maxLength: 255, pattern: KEY_PATTERN },
      },
    ]);
    expect(REPLAYED_HEADER).toEqual({
      'Idempotency-Replayed': {
        description: '`true` where this is the first answer to the same key and request, given again.',
        schema: { type: 'string', enum: ['true'] },
      },
    });
  });
});
