import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { CallStore } from '../calls/call-store.js';
import type { SimulatedTime } from '../simulated-time.js';
import { callsPage } from './calls-page.js';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only the page's own style and script, and only this simulator to ask: a text that slipped in could do nothing. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(PAGE_STYLE)}`,
  `script-src ${hashOf(PAGE_SCRIPT)}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `GET /`: the page for people. */
export const pageRoute =
  (store: CallStore, time: SimulatedTime): RequestHandler =>
  (_request, response) => {
    response.set({
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    response.type('html').send(callsPage(store.newestFirst(), time.speed));
  };
