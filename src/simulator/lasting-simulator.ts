import http from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { startOrJoinSimulator, type RunningSimulator, type SimulatorOptions } from './start-simulator.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;

/**
 * A simulator for a program that needs one for as long as it runs. Where another process runs it, a connection to it
 * shows that it lives. When that ends, this process starts a simulator with the same calls, or joins another's.
 */
export class LastingSimulator {
  private readonly stopping = new AbortController();
  private readonly following: Promise<void>;

  private constructor(
    private running: RunningSimulator,
    private readonly options: SimulatorOptions,
  ) {
    this.following = this.follow();
  }

  /** Starts or joins it. Throws as startOrJoinSimulator does. */
  static async start(options: SimulatorOptions): Promise<LastingSimulator> {
    const running = await startOrJoinSimulator(options);
    const { accountSid, authToken, fromNumber } = running;
    return new LastingSimulator(running, { ...options, accountSid, authToken, fromNumber });
  }

  /** How to reach it; but for `joined`, this stays the same. */
  get current(): Omit<RunningSimulator, 'stop'> {
    return this.running;
  }

  /** Ends it where it runs here, and does not start it again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
    await this.running.stop();
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    let pauseMs = FIRST_PAUSE_MS;
    let isJoined = true;
    while (this.running.joined && !signal.aborted) {
      const wasThere = await wasPresent(this.running.url, signal);
      // Another program on the port may answer anything: only what was joined begins the pauses anew.
      pauseMs = isJoined && wasThere ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      await after(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) isJoined = await this.startAgain(isJoined);
    }
  }

  /** False when it could not be; said once in a row. */
  private async startAgain(isNews: boolean): Promise<boolean> {
    const { options } = this;
    try {
      this.running = await startOrJoinSimulator(options);
      return true;
    } catch (error) {
      if (isNews) options.log(`The simulator on port ${options.port} has ended: ${String(error)}`);
      return false;
    }
  }
}

/** Waits for the end of a simulator, or of the waiting. False: it was not there. */
function wasPresent(url: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    let isPresent = false;
    const request = http.get(`${url}/simulator/presence`, { agent: false, signal }, (response) => {
      isPresent = response.statusCode === 200;
      response.on('error', () => undefined).resume();
    });
    request.on('error', () => undefined).on('close', () => resolve(isPresent));
  });
}
