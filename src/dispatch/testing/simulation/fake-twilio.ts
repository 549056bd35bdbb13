import type { PlaceCall } from '../../../twilio/place-call.js';
import { HELD, type SendGate } from '../../../twilio/send-gate.js';
import type { TwilioCall } from '../../../twilio/twilio-call.js';
import { CALL_NOT_IN_PROGRESS, TOO_MANY_REQUESTS, TwilioError } from '../../../twilio/twilio.errors.js';
import type { Chance } from './chance.js';
import type { Host } from './host.js';
import type { Script } from './script.js';
import type { VirtualTime } from './virtual-time.js';

/** What becomes of a request that was written. `lost` was dialled, and nobody hears of it; `broken` was not. */
export type Fate = 'accepted' | 'lost' | 'broken' | 'slow down' | 'number refused' | 'account refused';

/** A call that Twilio dials. */
export interface DialledCall {
  sid: string;
  callId: string;
  attempt: number;
  hasPlan: boolean;
  status: 'ringing' | 'busy' | 'no-answer' | 'completed' | 'canceled';
}

/** Hears of each request as it is written, and of what Twilio has to tell. */
export interface TwilioWatch {
  written(host: Host, call: PlaceCall, fate: Fate): void;
  landed(host: Host, call: PlaceCall): void;
  slowedDown(host: Host, ms: number): void;
  news(call: DialledCall): void;
}

const SLOW_DOWN_SECONDS = [1, 2, 3];
const FATES: [share: number, fate: Fate][] = [
  [0.03, 'lost'],
  [0.05, 'broken'],
  [0.08, 'slow down'],
  [0.1, 'number refused'],
  [1, 'accepted'],
];

const refusal = (code: number): TwilioError => new TwilioError('refused', { code, message: 'No' });

/** Twilio as all hosts meet it. */
export class FakeTwilio {
  readonly dialled = new Map<string, DialledCall>();
  watch?: TwilioWatch;

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly script: Pick<Script, 'refusing' | 'faultsUntil' | 'slowShare'>,
  ) {}

  /** What a call of that id and number became; undefined where it was never dialled. */
  find(callId: string, attempt: number): DialledCall | undefined {
    return [...this.dialled.values()].find((call) => call.callId === callId && call.attempt === attempt);
  }

  async placeCall(host: Host, call: PlaceCall, gate: SendGate): Promise<{ sid: string; status: string }> {
    try {
      return await this.place(host, call, gate);
    } finally {
      this.watch?.landed(host, call);
    }
  }

  private async place(host: Host, call: PlaceCall, gate: SendGate): Promise<{ sid: string; status: string }> {
    const hasFaults = this.time.now < this.script.faultsUntil;
    await this.travel(host, this.chance.is(0.3) ? this.chance.between(20, 150) : 1);
    if (hasFaults && this.chance.is(0.02))
      throw new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'refused' });
    const diesAt = hasFaults && this.chance.is(0.03) ? this.time.now + this.chance.between(0, 400) : Infinity;
    let fate: Fate | undefined;
    await gate({
      isAlive: () => this.time.now < diesAt,
      send: () => {
        if (fate) throw new Error('It is written twice');
        fate = this.fate();
        this.watch?.written(host, call, fate);
      },
    });
    if (!fate) throw new TwilioError('unsent', { code: HELD, message: 'held' });
    return this.answer(host, call, fate);
  }

  /** Ends a call that rings or goes on. */
  async endCall(host: Host, sid: string, status: 'completed' | 'canceled'): Promise<TwilioCall> {
    await this.travel(host, this.chance.between(10, 300));
    const call = this.dialled.get(sid);
    if (call?.status !== 'ringing') throw refusal(CALL_NOT_IN_PROGRESS);
    this.end(call, status);
    return this.told(call);
  }

  async fetchCall(host: Host, sid: string): Promise<TwilioCall> {
    await this.travel(host, this.chance.between(10, 300));
    return this.told(this.dialled.get(sid)!);
  }

  private fate(): Fate {
    const { now } = this.time;
    const { refusing, faultsUntil } = this.script;
    if (now >= refusing.from && now < refusing.until) return 'account refused';
    if (now >= faultsUntil) return 'accepted';
    const drawn = this.chance.next();
    return FATES.find(([share]) => drawn < share)?.[1] ?? 'accepted';
  }

  private async answer(host: Host, call: PlaceCall, fate: Fate): Promise<{ sid: string; status: string }> {
    const { chance } = this;
    const sid = `CA${this.dialled.size + 1}x${call.callId}x${call.attempt}`;
    const isDialled = fate === 'accepted' || fate === 'lost';
    if (isDialled) this.time.after(chance.between(1, 40), () => this.dial(sid, call));
    const isClear = fate !== 'lost' && fate !== 'broken';
    await this.travel(
      host,
      isClear ? chance.between(20, chance.is(this.script.slowShare) ? 4_000 : 400) : 8_000,
    );
    if (fate === 'slow down') throw this.slowDown(host);
    if (fate === 'number refused') throw refusal(21_217);
    if (fate === 'account refused') throw refusal(20_003);
    if (!isClear) throw new TwilioError('unknown', { code: 'ETIMEDOUT', message: 'no answer' });
    return { sid, status: 'queued' };
  }

  private slowDown(host: Host): TwilioError {
    const seconds = this.chance.oneOf(SLOW_DOWN_SECONDS);
    this.watch?.slowedDown(host, seconds * 1000);
    return new TwilioError('unsent', { code: TOO_MANY_REQUESTS, message: 'Too Many Requests' }, seconds);
  }

  private dial(sid: string, { callId, attempt, hasPlan }: PlaceCall): void {
    const { chance } = this;
    const call: DialledCall = { sid, callId, attempt, hasPlan, status: 'ringing' };
    this.dialled.set(sid, call);
    if (chance.is(0.5)) this.watch?.news({ ...call });
    const drawn = chance.next();
    const end = drawn < 0.3 ? 'busy' : drawn < 0.45 ? 'no-answer' : 'completed';
    this.time.after(chance.between(300, 4_000), () => this.end(call, end));
  }

  private end(call: DialledCall, status: Exclude<DialledCall['status'], 'ringing'>): void {
    if (call.status !== 'ringing') return;
    call.status = status;
    this.watch?.news({ ...call });
  }

  private travel(host: Host, ms: number): Promise<void> {
    return new Promise((resolve) => this.time.after(ms, () => host.run(resolve)));
  }

  private told({ sid, status }: DialledCall): TwilioCall {
    const times = { dateCreated: null, startTime: null, endTime: null };
    const ends = { to: '', from: '', direction: 'outbound-api', answeredBy: null };
    return { sid, status, ...ends, ...times, durationSeconds: null, price: null, priceUnit: null };
  }
}
