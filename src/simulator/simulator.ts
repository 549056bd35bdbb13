import express, { type Express } from 'express';
import { Account, DEFAULT_LIMITS } from './account.js';
import { Callbacks } from './callbacks/callbacks.js';
import { Courier } from './callbacks/courier.js';
import { StatusCallbacks } from './callbacks/status-callbacks.js';
import { Tape } from './callbacks/tape.js';
import { CalleeBook } from './callees/callee-book.js';
import { CallStore } from './calls/call-store.js';
import { Switchboard } from './calls/switchboard.js';
import { controlRouter } from './control/control-router.js';
import { loopbackOnly } from './control/loopback-only.js';
import type { Credentials } from './credentials.js';
import type { Exchange } from './exchange.js';
import { CallJournal } from './journal/call-journal.js';
import { readJournal } from './journal/read-journal.js';
import { FaultPlan } from './faults/fault-plan.js';
import { NO_FAULTS, type FaultSettings } from './faults/fault-rates.js';
import { pageRoute } from './page/page-route.js';
import { RecordingDesk } from './recordings/recording-desk.js';
import { SoundShelf } from './recordings/sound-shelf.js';
import { restRouter } from './rest/rest-router.js';
import { SimulatedTime } from './simulated-time.js';

export interface SimulatorSettings extends Credentials {
  fromNumber: string;
  /** The factor of its clock: 1 is natural. */
  speed: number;
  /** Faults from the start; none when left out. */
  faults?: Partial<FaultSettings>;
  log: (line: string) => void;
}

/** One stand-in for Twilio: its account, its calls, and the HTTP application that speaks for them. */
export class Simulator {
  readonly account: Account;
  readonly app: Express;
  private readonly store = new CallStore();
  private readonly sounds = new SoundShelf();
  private readonly tape = new Tape();
  private readonly time: SimulatedTime;
  private readonly callees = new CalleeBook();
  private readonly faults: FaultPlan;
  private readonly courier: Courier;
  private readonly callbacks: Callbacks;
  private readonly switchboard: Switchboard;
  private url = '';

  constructor(private readonly settings: SimulatorSettings) {
    this.account = new Account(settings);
    this.faults = new FaultPlan({ ...NO_FAULTS, ...settings.faults });
    this.time = new SimulatedTime(settings.speed);
    this.courier = new Courier(this.account, this.tape);
    this.callbacks = new Callbacks(this.courier, this.faults, this.tape);
    const recordingUrl = (sid: string): string =>
      `${this.url}/2010-04-01/Accounts/${this.account.sid}/Recordings/${sid}`;
    const exchange: Exchange = {
      account: this.account,
      courier: this.courier,
      callbacks: this.callbacks,
      statusCallbacks: new StatusCallbacks(this.callbacks, recordingUrl),
      recordings: new RecordingDesk(this.store, this.callbacks, recordingUrl, this.sounds, this.time),
      recordingUrl,
      log: settings.log,
    };
    this.switchboard = new Switchboard(exchange, this.store, this.callees, this.time);
    this.app = this.buildApp(recordingUrl);
  }

  /** Tells the simulator the address that it is reached at; recordings are named by it. */
  reachedAt(url: string): void {
    this.url = url;
  }

  /** Keeps its calls in a file, and takes up those that are there. The file must be nobody else's. */
  keepCallsIn(path: string): void {
    const { account, store, switchboard } = this;
    const { log } = this.settings;
    const { calls, fault } = readJournal(path);
    if (fault) log(`${path}: ${fault}; the simulator starts with the ${calls.length} calls that can be read`);
    for (const call of calls.filter(({ accountSid }) => accountSid === account.sid)) switchboard.resume(call);
    store.keepIn(new CallJournal(path, () => store.oldestFirst(), log));
  }

  /** Ends all calls and closes the connections to the customer's server. Calls that are kept stay as they are. */
  stop(): void {
    this.store.close();
    this.switchboard.stop();
    this.store.clear();
    this.callbacks.close();
    this.courier.close();
  }

  private reset(): void {
    this.switchboard.stop();
    this.tape.clear();
    this.sounds.clear();
    this.time.speed = this.settings.speed;
    this.store.clear();
    this.callees.clear();
    this.faults.reset();
    this.account.limits = { ...DEFAULT_LIMITS };
  }

  private buildApp(recordingUrl: (sid: string) => string): Express {
    const { account, store, switchboard, callees, faults, callbacks, sounds, tape, time } = this;
    const reset = (): void => this.reset();
    const app = express();
    app.disable('x-powered-by');
    app.disable('etag');
    app.use(loopbackOnly);
    app.use('/2010-04-01', restRouter({ account, store, switchboard, faults, sounds, recordingUrl }));
    const context = { account, store, switchboard, callees, faults, callbacks, tape, time, reset };
    app.use('/simulator', controlRouter(context));
    app.get('/', pageRoute(store, time));
    return app;
  }
}
