import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { ValidateBy, ValidateNested } from 'class-validator';
import fc from 'fast-check';
import { DomainError } from '../domain-error.js';
import { PageQueryDto } from '../dto/page-query.dto.js';
import { IsE164 } from '../validators/is-e164.js';
import { IsEmailAddress } from '../validators/is-email-address.js';
import { IsIntegerBetween } from '../validators/is-integer-between.js';
import { IsJsonBoolean } from '../validators/is-json-boolean.js';
import { IsObjectOf } from '../validators/is-object-of.js';
import { IsOptionalField } from '../validators/is-optional-field.js';
import { IsText } from '../validators/is-text.js';
import { RequestValidationPipe } from './request-validation.pipe.js';
import type { RuleContext } from './rule-context.js';
import { ValidationFailure } from './validation-failure.js';

class StepDto {
  @IsText({ min: 1, max: 5 })
  text!: string;

  @IsOptionalField({ default: 'warm' })
  @IsText({ max: 5 })
  tone?: string;
}

class BodyDto {
  @IsText({ min: 1, max: 100 })
  name!: string;

  @IsEmailAddress()
  email!: string;

  @IsE164()
  to!: string;

  @IsOptionalField({ default: 3 })
  @IsIntegerBetween(1, 5)
  quality?: number;

  @IsOptionalField()
  @IsJsonBoolean()
  recording?: boolean = true;

  @IsOptionalField()
  @ValidateNested()
  @Type(() => StepDto)
  step?: StepDto;
}

const never = (name: string, context: RuleContext): PropertyDecorator =>
  ValidateBy({ name, validator: { validate: () => false } }, { message: name, context });

class PlanDto {
  @IsOptionalField()
  @IsObjectOf(() => StepDto)
  @never('steps disagree', { below: 'text' })
  step?: StepDto;

  @IsOptionalField()
  @never('is too late', { isTimely: true })
  @IsText({ max: 5 })
  time?: string;
}

const pipe = new RequestValidationPipe();
const asPlan = (value: unknown): Promise<unknown> =>
  pipe.transform(value, { type: 'body', metatype: PlanDto });
const asBody = (value: unknown): Promise<unknown> =>
  pipe.transform(value, { type: 'body', metatype: BodyDto });
const asQuery = (value: unknown): Promise<unknown> =>
  pipe.transform(value, { type: 'query', metatype: PageQueryDto });
const good = { name: 'Ada', email: 'Ada@Example.com', to: '+14155552671' };

const refusal = async (promise: Promise<unknown>): Promise<ValidationFailure> => {
  const error = await promise.then(
    () => new Error('was accepted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ValidationFailure)) throw error;
  return error;
};

describe('a body', () => {
  it('becomes its DTO, with defaults, and without a change of case', async () => {
    const dto = await asBody(good);
    expect(dto).toBeInstanceOf(BodyDto);
    expect(dto).toMatchObject({ ...good, recording: true });
  });

  it('is refused by the first field of the DTO in detail, and by all in faults', async () => {
    const failure = await refusal(asBody({ zzz: 1, quality: 9, email: 'x', to: '+14155552671', name: '' }));
    expect(failure.message).toBe('Invalid name: must be a string of 1 to 100 characters');
    expect(failure.faults).toEqual([
      { field: 'name', message: 'must be a string of 1 to 100 characters' },
      { field: 'email', message: 'must be an email address' },
      { field: 'quality', message: 'must be an integer between 1 and 5' },
      { field: 'zzz', message: 'unknown field' },
    ]);
  });

  it.each([['foo'], ['$where'], ['toString'], ['hasOwnProperty'], ['then'], ['__defineGetter__'], ['id']])(
    'is refused for the unknown field %s, by name',
    async (field) => {
      expect((await refusal(asBody({ ...good, [field]: 1 }))).message).toBe(
        `Invalid ${field}: unknown field`,
      );
    },
  );

  it.each(['__proto__', 'constructor', 'prototype'])(
    'is refused for the key %s at any depth',
    async (key) => {
      const parse = (json: string): unknown => JSON.parse(json);
      for (const json of [`{"${key}":{"name":"x"}}`, `{"name":{"a":[{"${key}":1}]}}`]) {
        expect((await refusal(asBody(parse(json)))).message).toBe(`Invalid ${key}: unknown field`);
      }
      expect(({} as { name?: unknown }).name).toBeUndefined();
    },
  );

  it.each([[undefined], [null], [[]], [[good]], ['text'], [3], [true]])(
    'that is %j is no JSON object',
    async (body) => {
      expect((await refusal(asBody(body))).message).toBe('Invalid body: must be a JSON object');
    },
  );

  it.each([[{ $gt: '' }], [{ $ne: null }], [['a@b.co']], [null], [true], [1]])(
    'refuses %j where text belongs',
    async (value) => {
      expect((await refusal(asBody({ ...good, email: value }))).message).toBe(
        'Invalid email: must be an email address',
      );
    },
  );

  it('takes null for an optional field that is left out, and its default for nothing that was said', async () => {
    const plain = await asBody(good);
    expect(await asBody({ ...good, recording: null, quality: null, step: null })).toEqual(plain);
    expect(await asBody({ ...good, quality: 3 })).toEqual(plain);
    const [sparse, full] = [{ text: 'a' }, { text: 'a', tone: 'warm' }];
    expect(await asBody({ ...good, step: full })).toEqual(await asBody({ ...good, step: sparse }));
    expect((await refusal(asBody({ ...good, name: null }))).message).toMatch(/^Invalid name: /);
  });

  it('refuses what is nested too deep, without running out of stack', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`) as object;
    const failure = await refusal(asBody({ ...good, name: deep }));
    expect(failure.message).toBe('Invalid name: must not be nested deeper than 20 levels');
  });

  it('is told which required fields are missing, at any depth', async () => {
    const { faults } = await refusal(asBody({ name: 'Ada', to: null, step: {} }));
    expect(faults).toEqual([
      { field: 'email', message: 'is required and must be an email address' },
      { field: 'to', message: 'must be an E.164 phone number, such as +14155552671' },
      { field: 'step.text', message: 'is required and must be a string of 1 to 5 characters' },
    ]);
  });

  it('names a nested field by its path', async () => {
    const failure = await refusal(asBody({ ...good, step: { text: '', more: 1 } }));
    expect(failure.faults).toEqual([
      { field: 'step.more', message: 'unknown field' },
      { field: 'step.text', message: 'must be a string of 1 to 5 characters' },
    ]);
  });

  it('is accepted or refused, never anything else, whatever it is', async () => {
    const field = fc.constantFrom(
      'name',
      'email',
      'to',
      'quality',
      'recording',
      'step',
      '__proto__',
      'constructor',
      '$gt',
    );
    const body = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(field, fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
    );
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const parsed: unknown = JSON.parse(JSON.stringify(value));
        const outcome = await asBody(parsed).catch((error: unknown) => error);
        expect(outcome instanceof BodyDto || outcome instanceof DomainError).toBe(true);
      }),
    );
  });
});

describe('rules that tell of themselves', () => {
  it('may be about a field below their own', async () => {
    expect((await refusal(asPlan({ step: { text: '' } }))).faults).toEqual([
      { field: 'step.text', message: 'steps disagree' },
      { field: 'step.text', message: 'must be a string of 1 to 5 characters' },
    ]);
  });

  it.each([['text'], [[]], [[{ text: 'a' }]], [3], [true]])(
    'an object that is %j has no faults but that',
    async (step) => {
      expect((await refusal(asPlan({ step }))).faults).toEqual([
        { field: 'step', message: 'must be an object' },
      ]);
    },
  );

  it('refuse nothing for coming too late, unless something else does', async () => {
    expect(await asPlan({ time: 'now' })).toMatchObject({ time: 'now' });
    const late = { field: 'time', message: 'is too late' };
    expect((await refusal(asPlan({ time: 'now', more: 1 }))).faults).toEqual([
      late,
      { field: 'more', message: 'unknown field' },
    ]);
    expect((await refusal(asPlan({ time: 'too long' }))).faults).toEqual(
      expect.arrayContaining([late, { field: 'time', message: 'must be a string of at most 5 characters' }]),
    );
    expect((await refusal(asPlan({ time: 'now', step: 1 }))).faults).toContainEqual(late);
  });
});

describe('a query', () => {
  it('has defaults and becomes a page request', async () => {
    expect(((await asQuery({})) as PageQueryDto).toPageRequest()).toEqual({ page: 1, pageSize: 10 });
    const dto = (await asQuery({ page: '100000', page_size: '100' })) as PageQueryDto;
    expect(dto.toPageRequest()).toEqual({ page: 100_000, pageSize: 100 });
  });

  it.each([['0'], ['100001'], ['-1'], ['1.0'], ['1e3'], ['0x1'], [''], [' 1'], ['abc'], ['9'.repeat(30)]])(
    'refuses page=%s',
    async (page) => {
      const { message } = await refusal(asQuery({ page }));
      expect(message).toBe('Invalid page: must be an integer between 1 and 100000');
    },
  );

  it('refuses lists, objects and unknown parameters', async () => {
    expect((await refusal(asQuery({ page_size: ['1', '2'] }))).message).toBe(
      'Invalid page_size: must be an integer between 1 and 100',
    );
    expect((await refusal(asQuery({ 'page[$gt]': '1' }))).message).toBe('Invalid page[$gt]: unknown field');
  });

  it('gives a single parameter as it is, once', async () => {
    const single = { type: 'query', metatype: String, data: 'call_id' } as const;
    await expect(pipe.transform('abc', single)).resolves.toBe('abc');
    expect((await refusal(pipe.transform(['a', 'b'], single))).message).toBe(
      'Invalid call_id: must be given once',
    );
  });
});

it('what a custom decorator gives is left alone', async () => {
  const value = { anything: 1 };
  await expect(pipe.transform(value, { type: 'custom', metatype: BodyDto })).resolves.toBe(value);
});
