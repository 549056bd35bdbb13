import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigurationError } from './configuration-error.js';
import { createEnvironment } from './create-environment.js';
import type { Environment } from './environment.js';
import { folderProblem } from './folder-problem.js';

const readDotEnv = (path: string): Record<string, string | undefined> => {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new ConfigurationError([
      `.env cannot be read (${code}): make it a file that this user may read, or remove it`,
    ]);
  }
};

/** OpenTelemetry reads most of its variables itself, from the process. */
const passOn = (dotEnv: Record<string, string | undefined>): void => {
  for (const [name, value] of Object.entries(dotEnv))
    if (name.startsWith('OTEL_') && value) process.env[name] ??= value;
};

/**
 * The settings of this process: its environment, and what `.env` adds to it.
 * @throws ConfigurationError with every problem found
 */
export const loadEnvironment = (dotEnvPath = '.env'): Environment => {
  const dotEnv = readDotEnv(dotEnvPath);
  passOn(dotEnv);
  return createEnvironment({ ...dotEnv, ...process.env }, folderProblem);
};
