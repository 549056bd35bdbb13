import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RequestValidationPipe } from '../../../common/validation/request-validation.pipe.js';
import { isPlanned } from '../../../plan/plan.mapper.js';
import { fingerprintOf } from '../../../idempotency/idempotency-key.js';
import { CreateCallDto } from './create-call.dto.js';

const pipe = new RequestValidationPipe();
const read = async (body: object): Promise<CreateCallDto> =>
  (await pipe.transform(JSON.parse(JSON.stringify(body)), {
    type: 'body',
    metatype: CreateCallDto,
  })) as CreateCallDto;

const required = { to: '+14155550100', user_external_id: 'customer-1' };
const days = ['mon'];
const retry = { max_attempts: 3, on: ['busy'] };

/** Each optional field: values of its own, and what means the same as leaving it out. */
const fields = {
  script: { given: ['Hello.'], absent: [null] },
  recording_enabled: { given: [false], absent: [null, true] },
  scheduled_at: { given: [new Date(Date.now() + 86_400_000).toISOString()], absent: [null] },
  calling_window: {
    given: [{ days, start: '09:00', end: '17:00', time_zone: 'Europe/Berlin' }],
    absent: [null],
  },
  machine_detection: { given: ['enable'], absent: [null, 'none'] },
  priority: { given: [1, 9], absent: [null, 0] },
  metadata: { given: [{ priority: '0' }, {}], absent: [null] },
  campaign_id: { given: ['spring'], absent: [null] },
  retry: { given: [retry, { ...retry, delay_seconds: 5 }], absent: [null] },
};

/** A body with some of the fields, and the same once more with others said to be absent. */
const bodyTwice = fc
  .tuple(
    ...Object.entries(fields).map(([field, { given, absent }]) =>
      fc.oneof(
        fc.constantFrom(...given).map((value) => [{ [field]: value }, { [field]: value }] as const),
        fc.constantFrom(undefined, ...absent).map((value) => [{}, { [field]: value }] as const),
      ),
    ),
  )
  .map((pairs) =>
    [0, 1].map((n) => Object.assign({ ...required }, ...pairs.map((pair) => pair[n])) as object),
  );

describe('the body of a call', () => {
  it('is the same request whether a field is left out, null or its default', async () => {
    await fc.assert(
      fc.asyncProperty(bodyTwice, async ([sparse = {}, full = {}]) => {
        const [one, other] = [await read(sparse), await read(full)];
        expect(fingerprintOf('POST /calls/outbound', other)).toBe(fingerprintOf('POST /calls/outbound', one));
        expect(isPlanned(other)).toBe(isPlanned(one));
      }),
    );
  });

  it('is the same request where a retry says its defaults, and another where it says something else', async () => {
    const print = async (changes: object): Promise<string> =>
      fingerprintOf('x', await read({ ...required, retry: { ...retry, ...changes } }));
    const plain = await print({});
    for (const same of [{ delay_seconds: 300 }, { backoff: 'fixed' }, { delays: null, delay_seconds: null }])
      expect(await print(same)).toBe(plain);
    for (const other of [{ delay_seconds: 299 }, { backoff: 'exponential' }, { delays: [300] }])
      expect(await print(other)).not.toBe(plain);
  });
});
