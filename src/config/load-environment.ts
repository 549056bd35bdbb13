import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { createEnvironment } from './create-environment.js';
import type { Environment } from './environment.js';

const readDotEnv = (path: string): Record<string, string | undefined> => {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
};

/**
 * The settings of this process: its environment, and what `.env` adds to it.
 * @throws ConfigurationError with every problem found
 */
export const loadEnvironment = (dotEnvPath = '.env'): Environment =>
  createEnvironment({ ...readDotEnv(dotEnvPath), ...process.env });
