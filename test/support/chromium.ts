import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const executable = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)]
  .flatMap((directory) => NAMES.map((name) => join(directory, name)))
  .find((path) => existsSync(path));

/** Whether pages can be looked at. Where everything has to be proven, a missing browser is a failure. */
export const hasBrowser = executable !== undefined || process.env['CI'] === 'true';
if (!hasBrowser) process.stderr.write('No Chromium was found: the pages are not tested.\n');

/** Starts the browser of this machine. */
export async function startBrowser(): Promise<Browser> {
  if (!executable) throw new Error(`None of ${NAMES.join(', ')} is on PATH`);
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
}
