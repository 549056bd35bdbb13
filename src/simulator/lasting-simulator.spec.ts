import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../common/process/free-port.js';
import { SIMULATOR_NAME } from './control/control-router.js';
import { LastingSimulator } from './lasting-simulator.js';
import type { SimulatorOptions } from './start-simulator.js';

describe('a lasting simulator', () => {
  let dataDir: string;
  let port: number;
  const started: LastingSimulator[] = [];
  const logs: string[][] = [];

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'atlas-lasting-'));
    port = await freePort();
  });
  afterEach(async () => {
    for (const simulator of started.splice(0)) await simulator.stop();
    logs.length = 0;
    rmSync(dataDir, { recursive: true });
  });

  const start = async (more: Partial<SimulatorOptions> = {}): Promise<LastingSimulator> => {
    const log: string[] = [];
    logs.push(log);
    const options = { port, dataDir, speed: 1, log: (line: string) => log.push(line), ...more };
    const simulator = await LastingSimulator.start(options);
    started.push(simulator);
    return simulator;
  };
  const owners = (): number => started.filter(({ current }) => !current.joined).length;
  const untilOwners = async (count: number): Promise<void> => {
    for (let looks = 0; owners() !== count && looks < 200; looks += 1) await delay(20);
    expect(owners()).toBe(count);
  };
  const introduction = async (): Promise<object> =>
    (await (await fetch(`http://127.0.0.1:${port}/simulator`)).json()) as object;

  it('is started again by one of those who joined it, as the same account, and joined by the others', async () => {
    const owner = await start({ fromNumber: '+12025550188' });
    const others = [await start(), await start(), await start()];
    expect(others.map(({ current }) => current.joined)).toEqual([true, true, true]);
    const before = await introduction();
    for (let alive = others.length; alive > 0; alive -= 1) {
      const [ended] = alive === others.length ? [owner] : started.filter(({ current }) => !current.joined);
      started.splice(started.indexOf(ended!), 1);
      await ended!.stop();
      await delay(50);
      await untilOwners(1);
      expect(await introduction()).toEqual(before);
    }
    expect(started).toHaveLength(1);
  });

  it('looks ever more seldom while another program has the port, says so once, and starts when that is gone', async () => {
    const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'a token' };
    let isSimulator = true;
    let requests = 0;
    const other = createServer((request, response) => {
      requests += 1;
      if (isSimulator && request.url?.endsWith('/presence')) return response.writeHead(200).flushHeaders();
      const introduction = {
        simulator: SIMULATOR_NAME,
        account_sid: account.accountSid,
        knows_credentials: true,
      };
      response.setHeader('connection', 'close').end(JSON.stringify(isSimulator ? introduction : 'hello'));
    });
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    await start(account);
    isSimulator = false;
    requests = 0;
    other.closeAllConnections();
    await delay(1000);
    expect(requests).toBeGreaterThan(2);
    expect(requests).toBeLessThan(15);
    expect(logs[0]?.filter((line) => line.includes('has ended'))).toHaveLength(1);
    const closed = new Promise((resolve) => other.close(resolve));
    other.closeAllConnections();
    await closed;
    await untilOwners(1);
  });

  it('is not started again by one that was stopped', async () => {
    const owner = await start();
    const joined = await start();
    started.length = 0;
    await joined.stop();
    await owner.stop();
    await delay(100);
    await expect(introduction()).rejects.toThrow('fetch failed');
  });
});
