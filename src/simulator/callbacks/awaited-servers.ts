import { connect } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;
/** How long a server that is down is waited for. */
const PATIENCE_MS = 5 * 60_000;
const LOOK_MS = 1000;

interface Place {
  host: string;
  port: number;
}

/** Waits for customers' servers that may start after the simulator; all callbacks to one server share the search. */
export class AwaitedServers {
  private readonly waits = new Map<string, Promise<void>>();
  private closed = false;

  /** Resolves when the server of a URL takes connections, or is waited for no more. Never rejects. */
  reached(url: string): Promise<void> {
    if (!URL.canParse(url)) return Promise.resolve();
    const { origin, protocol, hostname, port } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    const wait =
      this.waits.get(origin) ?? this.look({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    this.waits.set(origin, wait);
    return wait;
  }

  close(): void {
    this.closed = true;
  }

  /** The pauses keep no process running. */
  private async look(place: Place): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    for (let pause = FIRST_PAUSE_MS; !this.closed && performance.now() < deadline; pause *= 2) {
      if (await takesConnections(place)) return;
      await after(Math.min(pause, LONGEST_PAUSE_MS), undefined, { ref: false });
    }
  }
}

const takesConnections = (place: Place): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(place).unref();
    const answer = (isTaken: boolean) => (): void => {
      socket.destroy();
      resolve(isTaken);
    };
    socket.setTimeout(LOOK_MS, answer(false)).once('connect', answer(true)).once('error', answer(false));
  });
