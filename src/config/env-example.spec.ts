import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import './environment.js';
import { envExample } from './testing/env-example.js';

const FILE = new URL('../../.env.example', import.meta.url);

describe('.env.example', () => {
  it('is what Environment declares (ATLAS_WRITE_ENV_EXAMPLE=1 writes it)', () => {
    if (process.env.ATLAS_WRITE_ENV_EXAMPLE) writeFileSync(FILE, envExample());
    expect(readFileSync(FILE, 'utf8')).toBe(envExample());
  });
});
