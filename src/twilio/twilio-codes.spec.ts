import { describe, expect, it } from '@jest/globals';
import {
  CALLBACK_CODES,
  CARRIER_CODES,
  HTTP_CODES,
  REQUEST_CODES,
  TWIML_CODES,
} from './twilio-code-table.js';
import { explainSipCode, explainTwilioCode } from './twilio-codes.js';
import { SIP_CODES, SIP_FAMILIES } from './sip-code-table.js';

const TABLES = [REQUEST_CODES, CARRIER_CODES, HTTP_CODES, CALLBACK_CODES, TWIML_CODES];
const TWILIO_ENTRIES = TABLES.flatMap((table) => Object.entries(table));

/** Codes that a caller of this API is sure to meet some day. */
const EXPECTED = [
  20003, 20404, 20429, 21201, 21205, 21210, 21211, 21212, 21213, 21214, 21215, 21216, 21217, 21218, 21219,
  21220, 11200, 11205, 12100, 13224, 13227,
];

describe("Twilio's codes", () => {
  it.each(EXPECTED)('tells %i, as a number and as digits', (code) => {
    expect(explainTwilioCode(code)).toEqual({ meaning: expect.any(String), fix: expect.any(String) });
    expect(explainTwilioCode(String(code))).toEqual(explainTwilioCode(code));
  });

  it.each([0, -1, 21211.5, NaN, '', 'ECONNREFUSED', ' 21211', '021211', '__proto__', 'toString', 99999])(
    'does not know %p',
    (code) => {
      expect(explainTwilioCode(code)).toBeNull();
    },
  );

  it('stand in one table each', () => {
    expect(new Set(TWILIO_ENTRIES.map(([code]) => code)).size).toBe(TWILIO_ENTRIES.length);
  });
});

describe('SIP codes', () => {
  it.each([403, 404, 408, 480, 484, 486, 487, 488, 500, 503, 504, 600, 603, 604, 607, 608])(
    'tells %i in its own words',
    (code) => {
      const family = SIP_FAMILIES[Math.floor(code / 100)];
      expect(explainSipCode(code)?.meaning).toBeTruthy();
      expect(explainSipCode(String(code))).toEqual(explainSipCode(code));
      expect(explainSipCode(code)?.meaning).not.toBe(family?.[0]);
    },
  );

  it('tells the end of a canceled call from that of one which rang too long', () => {
    expect(explainSipCode(487)?.fix).toContain('let it ring longer');
    const canceled = explainSipCode(487, true);
    expect(canceled?.meaning).toBe('The call was canceled before anybody answered');
    expect(canceled?.fix).not.toContain('ring longer');
    expect(explainSipCode(486, true)).toEqual(explainSipCode(486));
  });

  it('finds something to do for each', () => {
    const fixes = [...TWILIO_ENTRIES, ...Object.entries(SIP_CODES)].map(([, [, fix]]) => fix);
    expect(fixes.filter((fix) => fix.includes('Nothing'))).toEqual([]);
  });

  it.each([302, 499, 599, 699])('tells %i by its hundreds', (code) => {
    expect(explainSipCode(code)?.meaning).toBe(SIP_FAMILIES[Math.floor(code / 100)]?.[0]);
  });

  it.each([0, 100, 180, 200, 202, 299, 700, 48, 4860, 486.5, NaN, '', ' 486', '4x6', 'toString'])(
    'does not know %p',
    (code) => {
      expect(explainSipCode(code)).toBeNull();
    },
  );
});

it.each([...TWILIO_ENTRIES, ...Object.entries(SIP_CODES), ...Object.entries(SIP_FAMILIES)])(
  '%s is told in plain sentences',
  (_, [meaning, fix]) => {
    for (const sentence of [meaning, fix]) {
      expect(sentence).toMatch(/^[A-Z].{5,120}[^.\s]$/);
    }
  },
);
