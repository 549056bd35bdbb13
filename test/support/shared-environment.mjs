import { setTimeout } from 'node:timers/promises';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/** What Jest keeps on the global for the file that runs; the next one would do with it, and with what hangs on it. */
const KEPT_BY_JEST =
  /^(?:EVENT_HANDLERS|JEST_STATE_SYMBOL|LOG_ERRORS_BEFORE_RETRY|RETRY_[A-Z_]+|TEST_TIMEOUT_SYMBOL|WAIT_BEFORE_RETRY)$/;
const EVENTS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'warning', 'exit', 'beforeExit'];
/** Every expectation makes an error before it is known whether it fails: Jest's hundred frames were most of its cost. */
const FRAMES = 20;

const listeners = () => EVENTS.flatMap((event) => process.listeners(event).map((each) => [event, each]));
const servers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length;

/**
 * One global for all spec files of a worker: the worker's own. What a file changes of the process is put back before the
 * next one begins, and a server that it leaves behind makes it fail.
 */
export default class SharedEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  #before = {
    env: { ...process.env },
    exit: Reflect.get(process, 'exit'),
    listeners: listeners(),
    servers: servers(),
  };

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {
    Error.stackTraceLimit = FRAMES;
  }

  async teardown() {
    const before = this.#before;
    this.moduleMocker.restoreAllMocks();
    this.fakeTimersModern.dispose();
    process.exit = before.exit;
    for (const name of Object.keys(process.env)) if (!(name in before.env)) delete process.env[name];
    Object.assign(process.env, before.env);
    for (const [event, each] of listeners())
      if (!before.listeners.some(([, known]) => known === each)) process.off(event, each);
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (KEPT_BY_JEST.test(symbol.description)) delete globalThis[symbol];
    for (let n = 0; n < 20 && servers() > before.servers; n += 1) await setTimeout(n);
    if (servers() > before.servers) throw new Error('The spec has left a server listening: close it');
  }

  /** There is none to speak of; Jest asks whether there could be. */
  getVmContext() {
    return null;
  }
}
