import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { loadEnvironment } from '../../src/config/load-environment.js';
import { DEFAULT_LIMITS } from '../../src/simulator/account.js';
import { Simulator } from '../../src/simulator/simulator.js';
import { simulatorOptions } from '../../src/simulator/simulator-options.js';
import { type Arrival, now } from './arrivals.js';

/** What Twilio tells the bench. */
export interface TwilioTold {
  /** All that arrived, the first first. */
  arrivals: Arrival[];
  /** The longest time that nothing ran in this process, since this was asked last. */
  stalledMs: number;
}

const STALL_EACH_MS = 5;
const KEEP_ALIVE_MS = 65_000;
const CALL_ID = /call_id%3D([\da-f-]{36})/;

/** The simulator, behind a door where requests to dial are noted, and wait: `node twilio.js MS SPREAD`. */
class SlowTwilio {
  private readonly arrivals: Arrival[] = [];
  private readonly stalls = monitorEventLoopDelay({ resolution: STALL_EACH_MS });

  constructor(
    private readonly simulator: Simulator,
    private readonly answers: { ms: number; spread: number },
  ) {
    this.stalls.enable();
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const { method, url = '' } = request;
    if (url === '/bench') response.end(JSON.stringify(this.tell()));
    else if (method === 'POST' && url.endsWith('/Calls.json')) void this.dial(request, response);
    else this.simulator.app(request, response);
  }

  private async dial(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrival = { callId: '', at: now() };
    this.arrivals.push(arrival);
    const { ms, spread } = this.answers;
    if (ms > 0) await wait(ms + (Math.random() * 2 - 1) * spread);
    // Read here and by the simulator alike, from the same moment on.
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => (arrival.callId = CALL_ID.exec(body)?.[1] ?? ''));
    this.simulator.app(request, response);
  }

  private tell(): TwilioTold {
    const stalledMs = Math.max(0, this.stalls.max / 1e6 - STALL_EACH_MS);
    this.stalls.reset();
    return { arrivals: this.arrivals, stalledMs };
  }
}

function start(ms: number, spread: number): void {
  const {
    port,
    speed,
    accountSid = '',
    authToken = '',
    fromNumber = '',
    log,
  } = simulatorOptions(loadEnvironment(), () => undefined);
  const simulator = new Simulator({ accountSid, authToken, fromNumber, speed, log });
  // It holds nothing back itself: what comes is what Atlas sent.
  simulator.account.limits = { ...DEFAULT_LIMITS, callsPerSecond: 100_000, requestsPerSecond: 100_000 };
  const twilio = new SlowTwilio(simulator, { ms, spread });
  const server = http.createServer((request, response) => twilio.handle(request, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(port, '127.0.0.1', () => simulator.reachedAt(`http://127.0.0.1:${port}`));
}

start(Number(process.argv[2] ?? 0), Number(process.argv[3] ?? 0));
