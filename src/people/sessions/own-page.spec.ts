import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { isFromOwnPage } from './own-page.js';

const OWN = 'atlas.example.com';
const from = (headers: object): boolean =>
  isFromOwnPage({ headers: { host: 'internal:8000', ...headers } } as unknown as IncomingMessage, OWN);

describe('isFromOwnPage', () => {
  it.each([
    {},
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    { origin: 'http://internal:8000' },
    { origin: `https://${OWN}`, 'sec-fetch-site': 'same-origin' },
  ])('takes %j', (headers) => {
    expect(from(headers)).toBe(true);
  });

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': '' },
    { origin: 'null' },
    { origin: '' },
    { origin: 'https://evil.example' },
    { origin: `https://${OWN}.evil.example` },
    { origin: `https://${OWN}:444` },
    { origin: 'http://internal:8001' },
    { origin: `https://${OWN}`, 'sec-fetch-site': 'cross-site' },
  ])('refuses %j', (headers) => {
    expect(from(headers)).toBe(false);
  });
});
