import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { Twilio } from 'twilio';
import { startOrJoinSimulator, type RunningSimulator, type SimulatorOptions } from '../start-simulator.js';
import { Customer } from './customer.js';
import { sdkClient } from './sdk-client.js';

// Many of these specs share the machine's cores; what they wait for takes milliseconds when it is idle.
jest.setTimeout(30_000);

export const FROM = '+15005550006';

/** The part of the truth that specs look at. */
export interface Truth {
  sid: string;
  status: string;
  is_over: boolean;
  callee: string;
  duration: number | null;
  end_reason: string | null;
  sip_code: number | null;
  answered_by: string | null;
  said: string[];
  pressed: string;
  recordings: { sid: string; status: string; duration: number | null; heard: string; source: string }[];
  webhooks: {
    kind: string;
    event: string;
    url: string;
    params: Record<string, string>;
    idempotency_token: string;
    faults: string[];
    tries: { status: number | null; failure: string | null }[];
  }[];
  notifications: { level: string; code: number; message: string }[];
}

/** A simulator with a customer's server beside it and the real SDK in front of it. */
export class Bench {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'atlas-simulator-'));
  readonly log: string[] = [];
  simulator!: RunningSimulator;
  client!: Twilio;
  readonly customer = new Customer(() => this.simulator.authToken);

  async start(options: Partial<SimulatorOptions> = {}): Promise<void> {
    await this.startSimulator(options);
    await this.customer.start();
  }

  async startSimulator(options: Partial<SimulatorOptions> = {}): Promise<void> {
    const { dataDir } = this;
    this.simulator = await startOrJoinSimulator({
      port: 0,
      speed: 1000,
      dataDir,
      log: (line) => this.log.push(line),
      ...options,
    });
    this.client = sdkClient(this.simulator);
  }

  async stop(): Promise<void> {
    await this.simulator.stop();
    await this.customer.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async control<T>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> {
    const response = await fetch(`${this.simulator.url}/simulator${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  /** A plain request of the REST API, for what the SDK hides. */
  rest(
    path: string,
    { method = 'GET', body, range }: { method?: string; body?: URLSearchParams; range?: string } = {},
  ): Promise<Response> {
    const { url, accountSid, authToken } = this.simulator;
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    return fetch(`${url}/2010-04-01/Accounts/${accountSid}${path}`, {
      method,
      body,
      headers: { authorization, ...(range !== undefined && { range }) },
    });
  }

  async truth(sid: string): Promise<Truth> {
    return (await this.control<Truth>('GET', `/calls/${sid}`)).body;
  }

  /** Waits until the truth of a call is as wanted. */
  async until(sid: string, isSo: (truth: Truth) => boolean, timeoutMs = 25_000): Promise<Truth> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const truth = await this.truth(sid);
      if (isSo(truth)) return truth;
      if (Date.now() > deadline) throw new Error(`Not so in time: ${JSON.stringify(truth, null, 1)}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  /** Waits until a call is over and each of its webhooks has been tried. */
  ended(sid: string): Promise<Truth> {
    return this.until(
      sid,
      ({ is_over, webhooks }) => is_over && webhooks.every(({ tries }) => tries.length > 0),
    );
  }
}
