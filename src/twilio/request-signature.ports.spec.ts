import { describe, expect, it } from '@jest/globals';
import { verifyRequest } from './request-signature.js';
import { signAsTwilio } from './testing/sign-as-twilio.js';

const TOKEN = '12345';
const KEYS = { baseUrl: 'https://mycompany.com:1234', authToken: TOKEN };
const URL_ASKED = "/x?Body=It's";

const isHeld = (port: string, query: string): boolean =>
  verifyRequest(
    {
      method: 'POST',
      originalUrl: URL_ASKED,
      rawBody: null,
      headers: {
        'x-twilio-signature': signAsTwilio(TOKEN, `https://mycompany.com${port}/x?Body=${query}`),
        'content-type': 'application/x-www-form-urlencoded',
      },
    },
    KEYS,
  ) !== null;

describe('a form for a BASE_URL with a port', () => {
  it.each([
    ['as it is', "It's"],
    ['escaped', 'It%27s'],
  ])('holds signed with that port or without, and for no other port: %s', (_name, query) => {
    const ports = [':1234', '', ':443', ':80', ':12345'];
    expect(ports.map((port) => isHeld(port, query))).toEqual([true, true, false, false, false]);
  });
});
