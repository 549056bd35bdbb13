import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config/child-environment.js';
import { installedNewman } from '../support/newman.js';
import { startApp, type RunningApp } from '../support/start-app.js';

interface Report {
  run: {
    executions: {
      item: { name: string };
      response?: { code: number };
      assertions?: { assertion: string; error?: { message: string } }[];
    }[];
  };
}

interface Folder {
  item: { name: string }[];
}

describe('docs/postman.json', () => {
  let running: RunningApp;
  let directory: string;
  let report: Report;

  beforeAll(async () => {
    const newman = await installedNewman((line) => console.log(line));
    running = await startApp();
    directory = await mkdtemp(join(tmpdir(), 'atlas-postman-'));
    const file = join(directory, 'report.json');
    const reporting = ['--reporters', 'json', '--reporter-json-export', file, '--suppress-exit-code'];
    const args = [newman, 'run', 'docs/postman.json', '--env-var', `url=${running.url}`, ...reporting];
    await promisify(execFile)(process.execPath, args, { env: childEnvironment({}) });
    report = JSON.parse(await readFile(file, 'utf8')) as Report;
  }, 300_000);
  afterAll(async () => {
    await running?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('is run as a whole by newman, each request answered as documented', () => {
    const { item: folders } = JSON.parse(readFileSync('docs/postman.json', 'utf8')) as { item: Folder[] };
    const names = folders.flatMap(({ item }) => item.map(({ name }) => name));
    expect(names.length).toBeGreaterThan(30);
    expect(report.run.executions.map(({ item }) => item.name)).toEqual(names);
    const failures = report.run.executions.flatMap(({ item, response, assertions = [] }) =>
      assertions.flatMap(({ error }) => (error ? [`${item.name} ${response?.code}: ${error.message}`] : [])),
    );
    expect(failures).toEqual([]);
  });

  it('keeps what was made for the requests that follow', () => {
    const succeeded = report.run.executions
      .filter(({ response }) => response !== undefined && response.code < 300)
      .map(({ item }) => item.name);
    expect(succeeded).toEqual(
      expect.arrayContaining([
        'POST /users',
        'GET /users/{user_id}',
        'GET /users/{user_id}/calls',
        'POST /calls/outbound',
        'GET /calls/{call}',
        'GET /calls/{call}/timeline',
        'POST /calls/{call}/cancel',
        'PATCH /calls/{call_sid}/feedback',
        'GET /calls/{call_sid}/feedback',
        'POST /keys',
        'DELETE /keys/{key_id}',
      ]),
    );
  });
});
