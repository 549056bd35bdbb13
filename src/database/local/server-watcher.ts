import type { DatabaseState } from './database-state.js';
import type { ChildProcess, spawn } from 'node:child_process';
import type { randomBytes, timingSafeEqual } from 'node:crypto';
import type { renameSync, writeFileSync } from 'node:fs';
import type { AddressInfo, createConnection, createServer, Server, Socket } from 'node:net';

export interface WatchPlan {
  program: string;
  arguments: string[];
  stateFile: string;
  /** What the state file says besides the process ids and the watcher's port. */
  state: Pick<DatabaseState, 'engine' | 'name' | 'dataPath' | 'port'>;
  /** How long the server may take to end before it is killed. */
  graceMs: number;
  /** How long a visitor may take to show that it can read the state file. */
  patienceMs: number;
}

/** What the watcher says on its stdout, one JSON object in a line. */
export type WatchReport =
  { event: 'started'; serverPid: number } | { event: 'kept' } | { event: 'ended'; how: string };

/** What the watcher answers to a joiner, and to nobody else. */
export const HELD = 'held';

/** What the watcher uses of Node and of its own process. */
export interface WatchHost {
  spawn: typeof spawn;
  createServer: typeof createServer;
  createConnection: typeof createConnection;
  randomBytes: typeof randomBytes;
  timingSafeEqual: typeof timingSafeEqual;
  writeFileSync: typeof writeFileSync;
  renameSync: typeof renameSync;
  pid: number;
  owner: NodeJS.ReadableStream;
  say(report: WatchReport): void;
  exit(): void;
}

/**
 * Runs the server for as long as its owner (who holds the watcher's stdin) or a joiner (who holds a loopback
 * connection) lives, then ends it. It runs in a process of its own from its source text: it may use nothing
 * from outside the class but its constructor's arguments.
 */
export class ServerWatcher {
  /** Made here, so that it stands in no command line; the state file alone has it. */
  private readonly id: string;
  private readonly joiners = new Set<Socket>();
  private readonly door: Server;
  private readonly timers: NodeJS.Timeout[] = [];
  private server!: ChildProcess;
  private ownerPresent = true;
  private ending = false;
  /** Why the server is ended, where that is this watcher's own failure. */
  private failure?: string;

  constructor(
    private readonly plan: WatchPlan,
    private readonly host: WatchHost,
  ) {
    this.id = host.randomBytes(32).toString('hex');
    this.door = host.createServer({ allowHalfOpen: true }, (visitor) => this.receive(visitor));
  }

  run(): void {
    this.door.listen(0, '127.0.0.1', () => this.start());
  }

  /** Ends the server whoever is connected: SIGTERM, then SIGKILL. */
  end(): void {
    if (this.ending) return;
    this.ending = true;
    this.door.close();
    this.server.kill('SIGTERM');
    this.timers.push(setTimeout(() => this.server.kill('SIGKILL'), this.plan.graceMs));
    this.timers.push(setInterval(() => this.wake(), 50));
  }

  /** A server that blocks in accept() sees only at the next connection that it should end (SecantusDB: after 2 s). */
  private wake(): void {
    const visit = this.host.createConnection({ host: '127.0.0.1', port: this.plan.state.port });
    visit.on('connect', () => visit.destroy()).on('error', () => undefined);
  }

  private start(): void {
    // The server writes where the watcher's stderr goes: the log file.
    this.server = this.host.spawn(this.plan.program, this.plan.arguments, { stdio: ['ignore', 2, 2] });
    this.server.once('error', (error) => this.over(error.message));
    this.server.once('exit', (code, signal) => this.over(signal ?? `code ${code}`));
    if (this.server.pid === undefined) return;
    try {
      this.writeState(this.server.pid);
    } catch (error) {
      // Nobody could find the server again, and it would keep every later one from the data.
      this.failure = `its state could not be written: ${(error as Error).message}`;
      this.end();
      return;
    }
    this.host.say({ event: 'started', serverPid: this.server.pid });
    this.host.owner.once('end', () => this.ownerLeft());
    this.host.owner.resume();
  }

  private writeState(serverPid: number): void {
    const watcherPort = (this.door.address() as AddressInfo).port;
    const state = { ...this.plan.state, id: this.id, serverPid, watcherPid: this.host.pid, watcherPort };
    const unfinished = `${this.plan.stateFile}.${this.host.pid}`;
    this.host.writeFileSync(unfinished, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
    this.host.renameSync(unfinished, this.plan.stateFile);
  }

  /** Who shows the id of this run has read the state file, and joins. All others are ended without a word. */
  private receive(visitor: Socket): void {
    const impatience = setTimeout(() => visitor.destroy(), this.plan.patienceMs);
    let shown = '';
    // One that was killed may reset its connection; 'close' follows.
    visitor.on('error', () => undefined);
    visitor.once('close', () => clearTimeout(impatience));
    visitor.setEncoding('latin1').on('data', (piece: string) => {
      shown = shown.slice(0, this.id.length) + piece;
      if (this.joiners.has(visitor) || shown.length < this.id.length) return;
      clearTimeout(impatience);
      if (this.isId(shown)) this.admit(visitor);
      else visitor.destroy();
    });
  }

  private isId(shown: string): boolean {
    const [given, expected] = [Buffer.from(shown, 'latin1'), Buffer.from(this.id, 'latin1')];
    return given.length === expected.length && this.host.timingSafeEqual(given, expected);
  }

  private admit(joiner: Socket): void {
    this.joiners.add(joiner);
    joiner.write('held\n');
    joiner.once('end', () => this.release(joiner));
    joiner.once('close', () => this.release(joiner));
  }

  private release(joiner: Socket): void {
    this.joiners.delete(joiner);
    this.endIfAlone();
    // The last one's connection stays until the server is gone, so that it can wait for that.
    if (!this.ending) joiner.end();
  }

  private ownerLeft(): void {
    this.ownerPresent = false;
    this.endIfAlone();
    if (!this.ending) this.host.say({ event: 'kept' });
  }

  private endIfAlone(): void {
    if (!this.ownerPresent && this.joiners.size === 0) this.end();
  }

  private over(how: string): void {
    this.ending = true;
    this.timers.forEach((timer) => clearTimeout(timer));
    this.door.close();
    this.joiners.forEach((joiner) => joiner.destroy());
    this.host.say({ event: 'ended', how: this.failure ?? how });
    this.host.exit();
  }
}
