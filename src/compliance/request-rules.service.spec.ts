import { describe, expect, it } from '@jest/globals';
import { LOCAL, TWILIO } from '../config/testing/settings.js';
import { toAllowedDto } from './allowed/allowed.mapper.js';
import { type ComplianceRoom, openComplianceRoom } from './testing/compliance-room.js';

const NUMBER = '+14155550191';
const NOW = new Date('2026-03-04T09:00:00.000Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);
const MIDNIGHT = new Date('2026-03-05T00:00:00.000Z');
const REAL = { ...LOCAL, ...TWILIO, TWILIO_MODE: 'live', ALLOWED_COUNTRIES: 'CA', BLOCKED_PREFIXES: '+1212' };
const LIMITS = {
  MAX_ATTEMPTS_PER_NUMBER: '2',
  MIN_SECONDS_BETWEEN_ATTEMPTS: '60',
  MAX_CALLS_PER_DAY: '3',
  MAX_CALLS_PER_DAY_PER_KEY: '1',
  MAX_SPEND_PER_DAY: '1',
  ESTIMATED_COST_PER_CALL: '0.25',
  MAX_QUEUE_LENGTH: '7',
};

/** What is told of a number, asked by the key "key:1". */
const allowed = async ({ requests }: ComplianceRoom, to: string = NUMBER) =>
  toAllowedDto(to, await requests.verdicts(to, NOW, 'key:1'));
const passed = (rule: string, inputs: object) => ({
  rule,
  allowed: true,
  reason: null,
  allowed_from: null,
  inputs,
});
const refused = (rule: string, reason: string, allowed_from: Date | null, inputs: object) => ({
  rule,
  allowed: false,
  reason,
  allowed_from,
  inputs,
});

describe('a number that is asked about', () => {
  it('may be called where nothing is against it; each rule says what it has looked at', async () => {
    const number = { type: 'FIXED_LINE_OR_MOBILE', calling_code: '1' };
    expect(await allowed(openComplianceRoom({ ...REAL, ...LIMITS }))).toEqual({
      to: NUMBER,
      allowed: true,
      allowed_from: null,
      rules: [
        passed('spelling', { canonical: '+14155550191' }),
        passed('own-number', { own_number: '+15005550006' }),
        passed('emergency-or-short', number),
        passed('premium-rate', number),
        passed('shared-cost', number),
        passed('satellite', number),
        passed('international-network', number),
        passed('blocked-prefix', { blocked_prefixes: ['+1212'] }),
        passed('country', { country: 'US', allowed_countries: ['US', 'CA'] }),
        passed('do-not-call', { is_listed: false }),
        passed('attempts-per-number', { attempts_in_24_hours: 0, max_attempts: 2 }),
        passed('pause-between-attempts', { last_attempt_at: null, min_seconds: 60 }),
        passed('calls-per-day', { calls_today: 0, max_calls: 3 }),
        passed('calls-per-day-of-the-key', { calls_of_key_today: 0, max_calls: 1 }),
        passed('spend-per-day', { spent_today: 0, estimated_cost: 0.25, max_spend: 1 }),
        passed('queue-length', { waiting: 0, max_waiting: 7 }),
      ],
    });
  });

  it('may be called from when the last rule that is against it for now lets it', async () => {
    const room = openComplianceRoom({ ...LIMITS, MAX_CALLS_PER_DAY: '100' });
    await room.dialled(NUMBER, ago(3_600));
    await room.dialled(NUMBER, ago(59));
    await room.dialled('+14155550192', ago(1), 'key:1');
    await room.dialled('+14155550192', ago(90_000), 'key:1');
    const { rules, ...answer } = await allowed(room);
    const tomorrow = new Date(ago(3_600).getTime() + 86_400_000);
    expect(answer).toEqual({ to: NUMBER, allowed: false, allowed_from: tomorrow });
    expect(rules.slice(-6)).toEqual([
      refused(
        'attempts-per-number',
        '2 attempts to the number in the last 24 hours, of 2 that may be',
        tomorrow,
        { attempts_in_24_hours: 2, max_attempts: 2 },
      ),
      refused(
        'pause-between-attempts',
        'the last attempt to the number was less than 60 seconds ago',
        new Date(NOW.getTime() + 1_000),
        { last_attempt_at: ago(59).toISOString(), min_seconds: 60 },
      ),
      passed('calls-per-day', { calls_today: 3, max_calls: 100 }),
      refused(
        'calls-per-day-of-the-key',
        '1 calls of this key were dialled today, of 1 that may be',
        MIDNIGHT,
        { calls_of_key_today: 1, max_calls: 1 },
      ),
      passed('spend-per-day', { spent_today: 0.75, estimated_cost: 0.25, max_spend: 1 }),
      passed('queue-length', { waiting: 0, max_waiting: 7 }),
    ]);
  });

  it('tells no time where a rule is against it for good, or until others are gone', async () => {
    const room = openComplianceRoom(LIMITS, 7);
    await room.dialled(NUMBER, ago(59));
    const { rules, ...answer } = await allowed(room);
    expect(answer).toEqual({ to: NUMBER, allowed: false, allowed_from: null });
    expect(rules.at(-1)).toEqual(
      refused('queue-length', '7 calls wait already, of 7 that may', null, { waiting: 7, max_waiting: 7 }),
    );
    const listed = openComplianceRoom();
    await listed.listed(NUMBER);
    const onList = await allowed(listed);
    expect(onList).toMatchObject({ allowed: false, allowed_from: null });
    expect(onList.rules.at(-1)).toEqual(
      refused('do-not-call', 'the number is on the do-not-call list', null, { is_listed: true }),
    );
  });

  it.each([
    ['+15005550006', 'own-number', 'it is the number that calls come from'],
    ['+2474000', 'emergency-or-short', 'emergency, service and short numbers are never called'],
    ['+19005551234', 'premium-rate', 'premium-rate numbers are never called'],
    ['+80812345678', 'shared-cost', 'shared-cost numbers are never called'],
    ['+881612345678', 'satellite', 'satellite phones are never called'],
    ['+882161234567', 'international-network', 'numbers of international networks are never called'],
    ['+12125550123', 'blocked-prefix', 'BLOCKED_PREFIXES forbids numbers that begin so'],
    ['+442071838750', 'country', 'its country is not among those that may be called: see ALLOWED_COUNTRIES'],
  ])('%s is told the rule that is against it: %s', async (to, rule, reason) => {
    const { rules } = await allowed(openComplianceRoom(REAL), to);
    expect(rules).toContainEqual(expect.objectContaining({ rule, allowed: false, reason }));
  });
});

describe('who asks for a call', () => {
  const refusalOf = ({ requests }: ComplianceRoom, to = NUMBER, requestedBy?: string) =>
    requests.refusalOf({ to, requestedBy }, NOW);

  it('is told the first rule that is against it, and until when', async () => {
    const premium = openComplianceRoom();
    await expect(refusalOf(premium)).resolves.toBeNull();
    const never = { ruleAndWhy: 'premium-rate: premium-rate numbers are never called', until: undefined };
    for (const _ of [1, 2]) await expect(refusalOf(premium, '+19005551234')).resolves.toEqual(never);
    await premium.listed(NUMBER);
    const ruleAndWhy = 'do-not-call: the number is on the do-not-call list';
    await expect(refusalOf(premium)).resolves.toEqual({ ruleAndWhy, until: undefined });
  });

  it('is refused what all calls of the day, or of the key, are too many or too dear for', async () => {
    const room = openComplianceRoom({ ...LIMITS, MAX_ATTEMPTS_PER_NUMBER: '0' });
    await room.dialled('+14155550192', ago(100), 'key:1');
    await expect(refusalOf(room, NUMBER, 'key:2')).resolves.toBeNull();
    await expect(refusalOf(room, NUMBER)).resolves.toBeNull();
    await expect(refusalOf(room, NUMBER, 'key:1')).resolves.toMatchObject({ until: MIDNIGHT });
    for (const _ of [2, 3]) await room.dialled('+14155550192', ago(100));
    // What was read of the day is kept for a while.
    room.clock.pass(60_000);
    await expect(refusalOf(room)).resolves.toEqual({
      ruleAndWhy: 'calls-per-day: 3 calls were dialled today, of 3 that may be',
      until: MIDNIGHT,
    });
    const dear = openComplianceRoom({ MAX_SPEND_PER_DAY: '1', ESTIMATED_COST_PER_CALL: '0.5' });
    for (const _ of [1, 2]) await dear.dialled('+14155550192', ago(100));
    await expect(refusalOf(dear)).resolves.toEqual({
      ruleAndWhy: 'spend-per-day: the calls of today cost about 1.00, of 1 that they may',
      until: new Date(NOW.getTime() + 600_000),
    });
  });

  it('is refused where the queue is full, or the number was called a moment ago', async () => {
    const full = openComplianceRoom({ MAX_QUEUE_LENGTH: '7' }, 7);
    await expect(refusalOf(full)).resolves.toMatchObject({
      ruleAndWhy: 'queue-length: 7 calls wait already, of 7 that may',
    });
    const pause = openComplianceRoom({ MIN_SECONDS_BETWEEN_ATTEMPTS: '60' });
    await pause.dialled(NUMBER, ago(1));
    await expect(refusalOf(pause)).resolves.toMatchObject({ until: new Date(ago(1).getTime() + 60_000) });
  });
});
