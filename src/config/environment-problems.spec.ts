import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConfigurationError } from './configuration-error.js';
import { createEnvironment, type RawValues } from './create-environment.js';
import { declaredVariables } from './variable.js';
import { LOCAL, problemsOf, PRODUCTION, TWILIO } from './testing/settings.js';

describe('ATLAS_DATA_DIR', () => {
  const dataDirProblems = (raw: RawValues, problem?: string): string[] => {
    try {
      createEnvironment(raw, () => problem);
      return [];
    } catch (error) {
      return (error as ConfigurationError).problems;
    }
  };

  it('that cannot be used is told with all others', () => {
    expect(dataDirProblems({ PORT: 'x' }, 'is no folder')).toEqual([
      expect.stringMatching(/^PORT /),
      'ATLAS_DATA_DIR is no folder: set ATLAS_DATA_DIR to a folder that Atlas may write to',
    ]);
  });

  it('matters only where something is kept there', () => {
    expect(dataDirProblems({ ...LOCAL, ...TWILIO }, 'is no folder')).toHaveLength(1);
    expect(dataDirProblems({ MONGO_URI: 'mongodb://db' }, 'is no folder')).toHaveLength(1);
    expect(dataDirProblems(PRODUCTION, 'is no folder')).toEqual([]);
  });
});

describe('the lines about problems', () => {
  it('never hold a value that was given, whatever the values are', () => {
    const known = problemsOf(Object.fromEntries(declaredVariables().map(({ name }) => [name, '\u0001'])))
      .concat(problemsOf({ ENVIRONMENT: 'production' }))
      .join('\n');
    const name = fc.constantFrom(...declaredVariables().map((variable) => variable.name));
    const value = fc.string({ minLength: 4, maxLength: 40 }).map((text) => `§${text.trim()}§`);
    fc.assert(
      fc.property(fc.dictionary(name, value, { minKeys: 1 }), (raw) => {
        const lines = problemsOf(raw);
        expect(lines.join('\n')).not.toContain('§');
        for (const line of lines) expect(line).not.toContain('\n');
        expect(known).not.toContain('§');
      }),
    );
  });

  it('throws nothing but a ConfigurationError for any text', () => {
    const name = fc.constantFrom(
      ...declaredVariables().map((variable) => variable.name),
      'NODE_ENV',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ unit: 'binary' }))), (entries) => {
        expect(problemsOf(Object.fromEntries(entries))).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('RECORDINGS_S3_BUCKET', () => {
  it('and both halves of a key, or none, are needed for copies there', () => {
    const s3 = { ...LOCAL, RECORDINGS_COPY: 's3' };
    expect(problemsOf(s3)).toEqual([
      'RECORDINGS_S3_BUCKET is required with RECORDINGS_COPY=s3: set RECORDINGS_S3_BUCKET to the name of a bucket',
    ]);
    const bucket = { ...s3, RECORDINGS_S3_BUCKET: 'recordings' };
    expect(problemsOf(bucket)).toEqual([]);
    expect(problemsOf({ ...bucket, RECORDINGS_S3_BUCKET: 'A/b' })).toHaveLength(1);
    for (const half of ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'])
      expect(problemsOf({ ...bucket, [`RECORDINGS_S3_${half}`]: 'x' })).toEqual([
        expect.stringContaining('is missing while the other half of the access key is set'),
      ]);
  });
});

describe('RECORDINGS_AT_TWILIO', () => {
  it('may have recordings deleted there only where they are copied', () => {
    const moving = { RECORDINGS_AT_TWILIO: 'delete_after_copy' };
    expect(problemsOf({ ...LOCAL, ...moving })).toEqual([
      'RECORDINGS_AT_TWILIO must be keep where recordings are not copied: set RECORDINGS_AT_TWILIO=keep, or RECORDINGS_COPY to where recordings are to be copied',
    ]);
    expect(problemsOf({ ...LOCAL, ...moving, RECORDINGS_COPY: 'database' })).toEqual([]);
  });
});
