import { readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { RootModule } from './app.root.module.js';
import { parseArguments, runWithArguments } from './common/process/program-arguments.js';
import { createDocument } from './docs/document.js';

const FILE = new URL('../openapi.json', import.meta.url);

const USAGE = [
  'Usage: npm run openapi',
  '',
  'Writes openapi.json from the code. --check compares them instead, and ends with 1 where they differ.',
].join('\n');

/** Preview mode makes no provider: no environment, no database and no Twilio are needed. */
const describeApi = async (): Promise<string> => {
  const app = await NestFactory.create(RootModule, { preview: true, logger: false, abortOnError: false });
  return `${JSON.stringify(createDocument(app), null, 2)}\n`;
};

const committed = (): string => {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return '';
  }
};

const run = async (check: boolean): Promise<number> => {
  const document = await describeApi();
  if (!check) {
    writeFileSync(FILE, document);
    process.stdout.write('openapi.json is written\n');
    return 0;
  }
  if (committed() === document) {
    process.stdout.write('openapi.json is up to date\n');
    return 0;
  }
  process.stderr.write('openapi.json differs from the code: run "npm run openapi" and commit it\n');
  return 1;
};

await runWithArguments(
  USAGE,
  (args) => parseArguments(args, { check: { type: 'boolean' } }).values.check ?? false,
  run,
);
