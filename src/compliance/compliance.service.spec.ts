import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AttemptsService } from '../calls/attempts/attempts.service.js';
import { UNSURE } from '../calls/attempts/calling-rules.js';
import type { Call } from '../calls/model/call.js';
import { someCall } from '../calls/testing/call.factory.js';
import { ComplianceService } from './compliance.service.js';
import { type ComplianceRoom, openComplianceRoom } from './testing/compliance-room.js';

const NUMBER = '+14155550191';
const AT = new Date('2026-03-04T09:00:00.000Z');
const standing = { at: AT, term: 'a', rules: 1 };
const call = someCall({ to: NUMBER, requestedBy: 'key:1' }, AT);
const other = someCall({ to: '+14155550192' }, AT);
const LISTED = {
  kind: 'over',
  status: 'canceled',
  reason: { code: 'not-allowed', message: 'do-not-call: the number is on the do-not-call list' },
};

let room: ComplianceRoom;
let rules: ComplianceService;
const open = (variables: Record<string, string> = {}) => {
  room = openComplianceRoom(variables);
  rules = new ComplianceService(room.book, room.facts, room.requests, {} as AttemptsService);
};
beforeEach(() => open());

it('are the rules that are asked before each attempt', () => {
  const keepTo = jest.fn<AttemptsService['keepTo']>();
  const attempts = { keepTo } as Partial<AttemptsService> as AttemptsService;
  const service = new ComplianceService(room.book, room.facts, room.requests, attempts);
  service.onModuleInit();
  expect(keepTo).toHaveBeenCalledWith(service);
});

describe('a number', () => {
  it('that is never called is refused without a look at anything', () => {
    const premium = someCall({ to: '+19005551234' });
    expect(rules.objectionTo(premium, standing)).toMatchObject({
      kind: 'over',
      reason: { message: 'premium-rate: premium-rate numbers are never called' },
    });
  });

  it('needs no look where nobody was ever put on the list, and nothing is limited', async () => {
    const never = { ...standing, rules: 0 };
    const look = jest.spyOn(room.list, 'findListed');
    await rules.prepare([call], never);
    expect(rules.objectionTo(call, never)).toBeNull();
    expect(look).not.toHaveBeenCalled();
  });

  it('is looked up once, as long as the list and the leader are the same', async () => {
    const look = jest.spyOn(room.list, 'findListed');
    expect(rules.objectionTo(call, standing)).toBe(UNSURE);
    await rules.prepare([call, call, other], standing);
    await rules.prepare([call, other], standing);
    expect(look.mock.calls).toEqual([[[`numbers ${NUMBER}`, `numbers ${other.to}`]]]);
    expect(rules.objectionTo(call, standing)).toBeNull();
    await room.listed(NUMBER);
    expect(rules.objectionTo(call, { ...standing, rules: 2 })).toBe(UNSURE);
    expect(rules.objectionTo(call, { ...standing, term: 'b' })).toBe(UNSURE);
    await rules.prepare([call], { ...standing, rules: 2 });
    expect(rules.objectionTo(call, { ...standing, rules: 2 })).toEqual(LISTED);
    expect(rules.objectionTo(call, standing)).toBe(UNSURE);
  });

  it('is not known by a look during which it was dialled', async () => {
    open({ MIN_SECONDS_BETWEEN_ATTEMPTS: '60' });
    const findTo = room.history.findTo.bind(room.history);
    jest.spyOn(room.history, 'findTo').mockImplementationOnce(async (...args) => {
      const found = await findTo(...args);
      rules.sending(call, 'k');
      return found;
    });
    await rules.prepare([call, other], standing);
    expect(rules.objectionTo(call, standing)).toBe(UNSURE);
    expect(rules.objectionTo(other, standing)).toBeNull();
    await rules.prepare([call], standing);
    expect(rules.objectionTo(call, standing)).toBeNull();
  });

  it('is looked up though a look before it failed', async () => {
    jest.spyOn(room.list, 'findListed').mockRejectedValueOnce(new Error('away'));
    await expect(rules.prepare([call], standing)).rejects.toThrow('away');
    expect(rules.objectionTo(call, standing)).toBe(UNSURE);
    await rules.prepare([call], standing);
    expect(rules.objectionTo(call, standing)).toBeNull();
  });
});

describe('the attempts to a number', () => {
  const until = new Date(AT.getTime() + 60_000);
  beforeEach(async () => {
    open({ MIN_SECONDS_BETWEEN_ATTEMPTS: '60' });
    await room.dialled(NUMBER, AT);
  });

  it('count also where the list has never changed', async () => {
    const never = { ...standing, rules: 0 };
    expect(rules.objectionTo(call, never)).toBe(UNSURE);
    const look = jest.spyOn(room.list, 'findListed');
    await rules.prepare([call], never);
    expect(look).not.toHaveBeenCalled();
    expect(rules.objectionTo(call, never)).toEqual({ kind: 'later', dueAt: until, why: 'rule' });
  });

  it('end the call where it would come too late', async () => {
    await rules.prepare([call], standing);
    const expiring = (expiresAt: Date): Call => ({
      ...call,
      wait: { lane: 'a', dueAt: AT, expiresAt, why: 'pace' },
    });
    const late = rules.objectionTo(expiring(until), standing);
    expect(late).toMatchObject({ kind: 'over', status: 'canceled' });
    const soon = rules.objectionTo(expiring(new Date(until.getTime() + 1)), standing);
    expect(soon).toMatchObject({ kind: 'later' });
  });

  it('are none while their request is not written, and are looked up anew from then on', async () => {
    jest.spyOn(room.history, 'findTo').mockResolvedValue(new Map([[NUMBER, [{ key: 'k', at: AT }]]]));
    rules.begun(call, 'k');
    await rules.prepare([call], standing);
    expect(rules.objectionTo(call, standing)).toBeNull();
    rules.sending(call, 'k');
    expect(rules.objectionTo(call, standing)).toBe(UNSURE);
    await rules.prepare([call], standing);
    expect(rules.objectionTo(call, standing)).toMatchObject({ kind: 'later' });
    rules.landed(call, 'k', true);
    expect(rules.objectionTo(call, standing)).toBe(UNSURE);
  });

  it('that came to nothing are looked up anew', async () => {
    jest.spyOn(room.history, 'findTo').mockResolvedValue(new Map([[NUMBER, [{ key: 'k', at: AT }]]]));
    rules.begun(call, 'k');
    rules.landed(call, 'k', false);
    await rules.prepare([call], standing);
    expect(rules.objectionTo(call, standing)).toMatchObject({ kind: 'later' });
  });
});

describe('a day', () => {
  const tomorrow = new Date('2026-03-05T00:00:00.000Z');
  const later = { kind: 'later', dueAt: tomorrow, why: 'rule' };

  it('is counted from what the database says once, and from what is dialled since', async () => {
    open({ MAX_CALLS_PER_DAY: '2' });
    const never = { ...standing, rules: 0 };
    await room.dialled(other.to, AT);
    const read = jest.spyOn(room.history, 'tallySince');
    expect(rules.objectionTo(call, never)).toBe(UNSURE);
    await rules.prepare([call], never);
    await rules.prepare([call], never);
    expect(read.mock.calls).toEqual([[new Date('2026-03-04T00:00:00.000Z')]]);
    expect(rules.objectionTo(call, never)).toBeNull();
    rules.sending(call, 'k');
    expect(rules.objectionTo(call, never)).toEqual(later);
    rules.landed(call, 'k', false);
    expect(rules.objectionTo(call, never)).toBeNull();
    expect(rules.objectionTo(call, { ...never, term: 'b' })).toBe(UNSURE);
  });

  it('has its prices read anew where they matter', async () => {
    open({ MAX_SPEND_PER_DAY: '1' });
    await rules.prepare([call], standing);
    expect(rules.objectionTo(call, standing)).toBeNull();
    const minuteLater = { ...standing, at: new Date(AT.getTime() + 60_000) };
    expect(rules.objectionTo(call, minuteLater)).toBe(UNSURE);
  });

  it('has its prices left alone where they do not', async () => {
    open({ MAX_CALLS_PER_DAY: '2' });
    await rules.prepare([call], standing);
    const minuteLater = { ...standing, at: new Date(AT.getTime() + 60_000) };
    expect(rules.objectionTo(call, minuteLater)).toBeNull();
  });

  it('counts for the key that asks', async () => {
    open({ MAX_CALLS_PER_DAY_PER_KEY: '1' });
    await room.dialled(other.to, AT, 'key:1');
    await rules.prepare([call, other], standing);
    expect(rules.objectionTo(call, standing)).toEqual(later);
    expect(rules.objectionTo(other, standing)).toBeNull();
  });
});

it('who asks for a call is told by what the database says', async () => {
  await room.listed(NUMBER);
  await expect(rules.refusalOf(call, AT)).resolves.toMatchObject({
    ruleAndWhy: 'do-not-call: the number is on the do-not-call list',
  });
});
