import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** The one without a window first: it draws for less. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

const executable = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)]
  .flatMap((directory) => NAMES.map((name) => join(directory, name)))
  .find((path) => existsSync(path));

/** Whether pages can be looked at. Where everything has to be proven, a missing browser is a failure. */
export const hasBrowser = executable !== undefined || process.env['CI'] === 'true';
if (!hasBrowser) process.stderr.write('No Chromium was found: the pages are not tested.\n');

/** Starts the browser of this machine; for it, the names lead to this machine too, as if a stranger had made them. */
export async function startBrowser(...names: string[]): Promise<Browser> {
  if (!executable) throw new Error(`None of ${NAMES.join(', ')} is on PATH`);
  const rules = names.map((name) => `MAP ${name} 127.0.0.1`).join(',');
  return chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', `--host-resolver-rules=${rules}`],
  });
}
