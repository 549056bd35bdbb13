import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CALLEE_TABLE } from './callees/callee-table.js';
import { helpText } from './help-text.js';
import { startOrJoinSimulator, type RunningSimulator, type SimulatorOptions } from './start-simulator.js';

describe('starting a simulator', () => {
  const folders: string[] = [];
  const running: RunningSimulator[] = [];
  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'atlas-simulator-'));
    folders.push(folder);
    return folder;
  };
  const start = async (options: Partial<SimulatorOptions> = {}): Promise<RunningSimulator> => {
    const simulator = await startOrJoinSimulator({
      port: 0,
      speed: 1,
      dataDir: newFolder(),
      log: () => undefined,
      ...options,
    });
    running.push(simulator);
    return simulator;
  };
  const portOf = ({ url }: RunningSimulator): number => Number(new URL(url).port);

  afterEach(async () => {
    for (const simulator of running.splice(0)) await simulator.stop();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it('makes random credentials once and keeps them, readable by the owner only', async () => {
    const dataDir = newFolder();
    const first = await start({ dataDir });
    const path = join(dataDir, 'simulator.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      accountSid: first.accountSid,
      authToken: first.authToken,
    });
    const second = await start({ dataDir });
    expect(second).toMatchObject({ accountSid: first.accountSid, authToken: first.authToken, joined: false });
    expect((await start()).authToken).not.toBe(first.authToken);
  });

  it('uses given credentials, and says what it is without any secret', async () => {
    const log: string[] = [];
    const given = {
      accountSid: `AC${'1'.repeat(32)}`,
      authToken: 'a-token-of-mine',
      fromNumber: '+12025550188',
    };
    const simulator = await start({ ...given, log: (line) => log.push(line) });
    expect(simulator).toMatchObject(given);
    expect(log.join()).toContain('simulated');
    expect(log.join()).not.toContain('a-token-of-mine');
  });

  it('joins the one that the port has, which outlives the one that joined', async () => {
    const dataDir = newFolder();
    const first = await start({ dataDir, fromNumber: '+12025550188' });
    const second = await start({ dataDir, port: portOf(first) });
    expect(second).toMatchObject({
      joined: true,
      url: first.url,
      fromNumber: '+12025550188',
      authToken: first.authToken,
    });
    await second.stop();
    expect((await fetch(`${first.url}/simulator`)).status).toBe(200);
  });

  it('names SIMULATOR_PORT when the port has another program, or a simulator with other credentials', async () => {
    const first = await start();
    await expect(start({ port: portOf(first) })).rejects.toThrow(/other credentials.*SIMULATOR_PORT/);
    const sid = { accountSid: first.accountSid, authToken: 'another' };
    await expect(start({ port: portOf(first), ...sid })).rejects.toThrow(/other credentials/);
    const apiKey = { sid: `SK${'2'.repeat(32)}`, secret: 'its secret' };
    const sameAccount = { accountSid: first.accountSid, authToken: first.authToken };
    await expect(start({ port: portOf(first), ...sameAccount, apiKey })).rejects.toThrow(/other credentials/);
    const withKey = await start({ ...sameAccount, apiKey });
    await expect(start({ port: portOf(withKey), ...sameAccount, apiKey })).resolves.toMatchObject({
      joined: true,
    });
    const other = createServer((_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(/another program.*SIMULATOR_PORT/);
    await new Promise((resolve) => other.close(resolve));
  });

  it('prints every callee in its help', () => {
    const lines = helpText()
      .split('\n')
      .map((line) => line.trim());
    for (const [digits, { does }] of Object.entries(CALLEE_TABLE)) {
      expect(lines.find((line) => line.startsWith(`…${digits}`))).toContain(does);
    }
  });
});
