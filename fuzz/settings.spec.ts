import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EXCEPTIONS } from './exceptions.js';
import { settingsFile } from './settings.js';

const document = JSON.parse(readFileSync(resolve('openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, object>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

describe('what the fuzzer leaves out', () => {
  it.each(EXCEPTIONS)('is of an operation that there is, with a reason: $operation, $check', (exception) => {
    expect(operations).toContain(exception.operation);
    expect(exception.reason).toMatch(/\w+ .*[.]$/);
  });

  it('is listed once', () => {
    const names = EXCEPTIONS.map(({ operation, check }) => `${operation} ${check}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is never that Atlas fails, nor that an answer is not as documented', () => {
    const kept = ['not_a_server_error', 'status_code_conformance', 'response_schema_conformance'];
    expect(EXCEPTIONS.filter(({ check }) => kept.includes(check))).toEqual([]);
  });
});

describe('the settings of the fuzzer', () => {
  const hooks = '/a folder/hooks.py';

  const settings = { hooks, exceptions: [], isOpen: false };

  it('leave out the exceptions and nothing else', () => {
    const exceptions = [{ operation: 'GET /calls/{call}', check: 'unsupported_method', reason: 'So.' }];
    const text = settingsFile({ ...settings, exceptions });
    expect(text).toContain('hooks = "/a folder/hooks.py"\n');
    expect(text).toContain(
      '[[operations]]\ninclude-name = "GET /calls/{call}"\nchecks.unsupported_method.enabled = false\n',
    );
    expect(settingsFile(settings)).not.toContain('enabled');
  });

  it('look whether a key is asked for, but not where Atlas is open', () => {
    const off = '[checks.ignored_auth]\nenabled = false\n';
    expect(settingsFile({ ...settings, isOpen: true })).toContain(off);
    expect(settingsFile(settings)).not.toContain(off);
  });

  it('name the variable that holds the key, not the key, and let no other one be made up', () => {
    const text = settingsFile({ ...settings, authorizationVariable: 'KEY' });
    expect(text).toContain('headers = { Authorization = "${KEY}" }\n');
    expect(text).toContain('[generation]\ndatabase = "none"\nwith-security-parameters = false\n');
    expect(settingsFile(settings)).not.toMatch(/headers|security/);
  });
});
