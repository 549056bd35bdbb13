import { describe, expect, it } from '@jest/globals';
import { toCallPlan, toPlanAnswer } from './plan.mapper.js';
import { faultsOf, inDays, office, read, retry, toDto } from './testing/request-with-plan.js';

const FUTURE = 'must be in the future, at most 30 days ahead';

describe('fields that cannot all be followed', () => {
  const VOICEMAIL =
    'retry.on: may list voicemail only where machine_detection is enable or detect_message_end';

  it.each([
    ['the past', () => ({ scheduled_at: inDays(-0.001) }), [`scheduled_at: ${FUTURE}`]],
    ['too far ahead', () => ({ scheduled_at: inDays(30.001) }), [`scheduled_at: ${FUTURE}`]],
    ['expired', () => ({ expires_at: inDays(-1) }), ['expires_at: must be in the future']],
    [
      'expired before it is due',
      () => ({ scheduled_at: inDays(2), expires_at: inDays(1) }),
      ['expires_at: must be after scheduled_at'],
    ],
    [
      'expired as it is due',
      () => {
        const at = inDays(2);
        return { scheduled_at: at, expires_at: at };
      },
      ['expires_at: must be after scheduled_at'],
    ],
    ['voicemail undetected', () => ({ retry: { ...retry, on: ['voicemail'] } }), [VOICEMAIL]],
    [
      'voicemail, detection switched off',
      () => ({ retry: { ...retry, on: ['voicemail'] }, machine_detection: 'none' }),
      [VOICEMAIL],
    ],
  ])('are refused: %s', async (_, fields, faults) => {
    expect(await faultsOf(fields())).toEqual(faults);
  });

  it('are refused where the window opens too late', async () => {
    const now = new Date();
    // Shut for the next twenty hours at least.
    const day = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][(now.getUTCDay() + 3) % 7];
    const calling_window = { ...office, days: [day], time_zone: 'UTC' };
    const refusal = ['calling_window: must open before expires_at'];
    expect(await faultsOf({ calling_window, expires_at: inDays(0.5) })).toEqual(refusal);
    expect(await faultsOf({ calling_window, expires_at: inDays(8) })).toEqual([]);
    expect(await faultsOf({ calling_window, scheduled_at: inDays(7), expires_at: inDays(7.5) })).toEqual(
      refusal,
    );
    expect(await faultsOf({ calling_window, expires_at: inDays(-1) })).toEqual([
      'expires_at: must be in the future',
    ]);
  });

  it('are told with all other faults, in the order of the fields', async () => {
    const fields = {
      expires_at: inDays(-1),
      calling_window: { ...office, time_zone: 'Mars', more: 1 },
      priority: 11,
      retry: { max_attempts: 2, on: ['voicemail'], delays: [1, 2] },
      scheduled_at: inDays(-2),
      to: 'nobody',
    };
    expect(await faultsOf(fields)).toEqual([
      'to: must be an E.164 phone number, such as +14155552671',
      `scheduled_at: ${FUTURE}`,
      'calling_window.more: unknown field',
      'calling_window.time_zone: must be an IANA time zone, such as Europe/Berlin',
      VOICEMAIL,
      'retry.delays: must be at most max_attempts - 1 delays',
      'expires_at: must be in the future',
      'priority: must be an integer between 0 and 9',
    ]);
  });
});

it('a plan that is only late passes the pipe, for a repeat of an accepted request, and is refused when carried out', async () => {
  const dto = await toDto({ scheduled_at: inDays(-1), expires_at: inDays(-0.5), retry });
  expect(() => toCallPlan(dto)).toThrow(`Invalid scheduled_at: ${FUTURE}`);
  expect(toCallPlan(dto, new Date(Date.now() - 2 * 86_400_000))).toBeDefined();
});

describe('an answer', () => {
  const nothing = {
    scheduled_at: null,
    calling_window: null,
    retry: null,
    machine_detection: 'none',
    expires_at: null,
    priority: 0,
    metadata: null,
    campaign_id: null,
  };

  it('says what the request said', async () => {
    const fields = {
      scheduled_at: inDays(1),
      calling_window: office,
      retry: { ...retry, delay_seconds: 60, backoff: 'exponential' },
      machine_detection: 'detect_message_end',
      expires_at: inDays(20),
      priority: 3,
      metadata: { toString: 'x' },
      campaign_id: 'spring',
    };
    expect(JSON.parse(JSON.stringify(toPlanAnswer(await read(fields))))).toEqual(fields);
    const listed = { ...retry, delays: [1, 2] };
    expect(toPlanAnswer(await read({ retry: listed }))).toEqual({ ...nothing, retry: listed });
  });

  it('has every field for a call without a plan', () => {
    expect(toPlanAnswer()).toEqual(nothing);
  });
});
