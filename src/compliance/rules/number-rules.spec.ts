import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { canonicalNumber, readPhoneNumber } from '../../common/phone-number.js';
import { isE164 } from '../../config/e164.js';
import { callingTerms } from '../calling-terms.js';
import { NOTHING_DIALLED, NOTHING_KNOWN } from '../facts/number-facts.js';
import { numberRules } from './rules.js';

const OWN = '+14155552671';
const COST = { estimatedCostPerCall: 0.05 };
const at = new Date('2026-03-04T09:00:00.000Z');

interface Setting {
  isOpen?: boolean;
  allowedCountries?: string[];
  blockedPrefixes?: string[];
  own?: string;
}

/** The names of the rules that refuse this number. */
const refusing = (to: string, { isOpen = false, own = OWN, ...wishes }: Setting = {}): string[] => {
  const number = readPhoneNumber(to);
  const inquiry = { number, at, facts: NOTHING_KNOWN, day: NOTHING_DIALLED, waiting: 0 };
  const rules = numberRules(callingTerms({ ...COST, ...wishes }, own, isOpen));
  return rules.filter((rule) => rule.refusalOf(inquiry) !== null).map(({ name }) => name);
};

describe('numbers that are never called, in open mode neither', () => {
  it.each([
    ['+19005551234', 'premium-rate'],
    ['+19001234567', 'premium-rate'],
    ['+19765551234', 'premium-rate'],
    ['+12129765551', 'premium-rate'],
    ['+97912345678', 'premium-rate'],
    ['+449012345678', 'premium-rate'],
    ['+41848123456', 'shared-cost'],
    ['+491801234567', 'shared-cost'],
    ['+80812345678', 'shared-cost'],
    ['+870773111632', 'satellite'],
    ['+881612345678', 'satellite'],
    ['+8811234567', 'satellite'],
    ['+882161234567', 'international-network'],
    ['+8835100123456', 'international-network'],
    ['+878101234567890', 'international-network'],
    ['+88812345678', 'international-network'],
    ['+19115550123', 'emergency-or-short'],
    ['+14115550123', 'emergency-or-short'],
    ['+44112123', 'emergency-or-short'],
    ['+4999912345', 'emergency-or-short'],
    ['+2474000', 'emergency-or-short'],
    [OWN, 'own-number'],
  ])('%s: %s', (to, rule) => {
    expect(refusing(to, { isOpen: true })).toEqual([rule]);
    expect(refusing(to, { allowedCountries: ['ALL'] })).toEqual([rule]);
  });

  it.each(['+15005550006', '+15005550001', '+14155550100', '+14155550199', '+442071838750'])(
    'others are: %s',
    (to) => expect(refusing(to, { isOpen: true })).toEqual([]),
  );

  it('no mobile number of any country is taken for one of them', () => {
    const numbers = getCountries().flatMap((country) => getExampleNumber(country, examples)?.number ?? []);
    expect(numbers.length).toBeGreaterThan(200);
    expect(numbers.filter((to) => refusing(to, { isOpen: true }).length > 0)).toEqual([]);
  });

  it('whatever the digits after the codes that are refused whole', () => {
    const codes = ['+870', '+878', '+881', '+882', '+883', '+888', '+979', '+1900', '+1976'];
    const digits = fc.stringMatching(/^\d{4,11}$/);
    fc.assert(
      fc.property(fc.constantFrom(...codes), digits, (code, rest) => {
        const to = `${code}${rest}`;
        fc.pre(isE164(to));
        expect(refusing(to, { isOpen: true })).not.toEqual([]);
      }),
    );
  });
});

describe('countries', () => {
  it('are that of the own number, and those that are allowed', () => {
    expect(refusing('+12025550123')).toEqual([]);
    expect(refusing('+5352345678')).toEqual(['country']);
    expect(refusing('+442071838750')).toEqual(['country']);
    expect(refusing('+442071838750', { allowedCountries: ['FR', 'GB'] })).toEqual([]);
    expect(refusing('+442071838750', { own: '+442079460000' })).toEqual([]);
    expect(refusing('+12025550123', { own: '+442079460000' })).toEqual(['country']);
  });

  it('that share a calling code are told apart, and a number that tells of none is refused', () => {
    expect(refusing('+18765550123')).toEqual(['country']);
    expect(refusing('+14165550123')).toEqual(['country']);
    expect(refusing('+15555550123')).toEqual(['country']);
    expect(refusing('+80012345678')).toEqual(['country']);
    expect(refusing('+886121234567', { allowedCountries: ['TW'] })).toEqual([]);
  });

  it('are all while no phone rings, or where all are allowed', () => {
    expect(refusing('+5352345678', { isOpen: true })).toEqual([]);
    expect(refusing('+5352345678', { allowedCountries: ['ALL'] })).toEqual([]);
  });

  it('do not concern the test numbers of Twilio', () => {
    expect(refusing('+15005550006', { own: '+442079460000' })).toEqual([]);
  });

  it('are refused unless they are among those that are allowed, whichever they are', () => {
    const countries = getCountries();
    const some = fc.uniqueArray(fc.constantFrom(...countries), { maxLength: 10 });
    fc.assert(
      fc.property(some, fc.constantFrom(...countries), (allowedCountries, country) => {
        const to = getExampleNumber(country, examples)?.number;
        fc.pre(to !== undefined);
        const isAllowed = [...allowedCountries, 'US'].includes(readPhoneNumber(to!).country!);
        expect(refusing(to!, { allowedCountries })).toEqual(isAllowed ? [] : ['country']);
      }),
    );
  });
});

describe('another spelling of a number', () => {
  it.each([
    ['+4402079460018', '+442079460018'],
    ['+114155550142', '+14155550142'],
    ['+112125550123', '+12125550123'],
    ['+113129761234', '+13129761234'],
    ['+330612345678', '+33612345678'],
    [`+1${OWN.slice(1)}`, OWN],
  ])('is never called, for what is known of %s is known of %s', (to, canonical) => {
    expect(isE164(to)).toBe(true);
    expect(readPhoneNumber(to)).toMatchObject({ canonical });
    expect(readPhoneNumber(canonical)).toMatchObject({ canonical });
    expect(refusing(to, { isOpen: true })).toContain('spelling');
    expect(refusing(to, { allowedCountries: ['ALL'] })).toContain('spelling');
  });

  it('of the own number, too, which may be set in one', () => {
    const own = '+4402079460018';
    expect(refusing('+442079460018', { own, isOpen: true })).toEqual(['own-number']);
  });

  it('is whatever is not read as it is written, and one that is stands for itself', () => {
    const codes = getCountries().map((country) => getCountryCallingCode(country));
    const number = fc.tuple(fc.constantFrom(...codes), fc.stringMatching(/^[01]{0,3}\d{5,9}$/));
    fc.assert(
      fc.property(number, ([code, rest]) => {
        const to = `+${code}${rest}`;
        fc.pre(isE164(to));
        const { canonical } = readPhoneNumber(to);
        expect(canonicalNumber(canonical)).toBe(canonical);
        expect(refusing(to, { isOpen: true }).includes('spelling')).toBe(to !== canonical);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('prefixes that are blocked', () => {
  it('refuse each number that begins with one of them, and no other, also in open mode', () => {
    const prefix = fc.stringMatching(/^\+1415\d{0,6}$/);
    const number = fc.stringMatching(/^\+1415555\d{4}$/);
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 4 }), number, (blockedPrefixes, to) => {
        fc.pre(to !== OWN);
        const isBlocked = blockedPrefixes.some((each) => to.startsWith(each));
        expect(refusing(to, { blockedPrefixes, isOpen: true })).toEqual(isBlocked ? ['blocked-prefix'] : []);
      }),
    );
  });
});

it('a rule says why, and what it has looked at', () => {
  const inquiry = {
    number: readPhoneNumber('+5352345678'),
    at,
    facts: NOTHING_KNOWN,
    day: NOTHING_DIALLED,
    waiting: 0,
  };
  const rules = numberRules(callingTerms({ ...COST, blockedPrefixes: ['+44'] }, OWN, false));
  const told = Object.fromEntries(rules.map((rule) => [rule.name, rule.inputsOf(inquiry)]));
  expect(told).toMatchObject({
    'own-number': { own_number: OWN },
    'premium-rate': { type: 'MOBILE', calling_code: '53' },
    'blocked-prefix': { blocked_prefixes: ['+44'] },
    country: { country: 'CU', allowed_countries: ['US'] },
  });
  const refusals = rules.flatMap((rule) => rule.refusalOf(inquiry) ?? []);
  expect(refusals).toEqual([{ why: expect.stringContaining('ALLOWED_COUNTRIES') }]);
});
