import { readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { createDocument } from './docs/document.js';

const FILE = new URL('../openapi.json', import.meta.url);

/** Preview mode makes no provider: no environment, no database and no Twilio are needed. */
const app = await NestFactory.create(AppModule, { preview: true, logger: false, abortOnError: false });
const document = `${JSON.stringify(createDocument(app), null, 2)}\n`;

const committed = (): string => {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return '';
  }
};

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, document);
  process.stdout.write('openapi.json is written\n');
} else if (committed() === document) {
  process.stdout.write('openapi.json is up to date\n');
} else {
  process.stderr.write('openapi.json differs from the code: run "npm run openapi" and commit it\n');
  process.exitCode = 1;
}
