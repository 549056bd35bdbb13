import { someSid } from '../http/made.js';
import { named, type Prepared, tell, type Told } from '../http/telling.js';
import type { Ringing } from './ringing.js';

type Webhook = (call: Ringing, told: Told) => Prepared;

const statusOf = (status: string, sequence: string, more = {}): Webhook => {
  const fields = { CallStatus: status, SequenceNumber: sequence, CallbackSource: 'call-progress-events' };
  return (call, told) =>
    tell(
      named('status', call, '&plan=false'),
      call,
      { ...fields, Timestamp: new Date().toUTCString(), ...more },
      told,
    );
};

/** What Twilio asks and tells of one call, from the answer of the phone to the end. */
const LIFE: Webhook[] = [
  (call, told) => tell(named('voice', call, '&recording=true'), call, { CallStatus: 'in-progress' }, told),
  statusOf('in-progress', '2'),
  (call, told) => {
    const RecordingSid = someSid('RE');
    const RecordingUrl = `https://api.twilio.com/2010-04-01/Accounts/${told.account.sid}/Recordings/${RecordingSid}`;
    const fields = { RecordingSid, RecordingUrl, RecordingStatus: 'completed', RecordingDuration: '7' };
    return tell(named('recording', call), call, { ...fields, RecordingChannels: '1' }, told);
  },
  statusOf('completed', '3', { CallDuration: '42', Duration: '1' }),
];

export const WEBHOOKS_OF_A_CALL = LIFE.length;
/** So many calls are under way at the same time. */
const UNDER_WAY = 200;

/** How many calls so many webhooks need. */
export const callsFor = (webhooks: number): number =>
  Math.ceil(webhooks / WEBHOOKS_OF_A_CALL / UNDER_WAY) * UNDER_WAY;

/** Webhooks of many calls, each of them once: first the answers of 200 calls, then what comes after, then the next 200. */
export class WebhookStream {
  private next = 0;

  constructor(
    private readonly calls: Ringing[],
    private readonly told: Told,
  ) {}

  add(calls: Ringing[]): void {
    this.calls.push(...calls);
  }

  take(): Prepared {
    const n = this.next++;
    const group = Math.floor(n / (UNDER_WAY * WEBHOOKS_OF_A_CALL));
    const within = n % (UNDER_WAY * WEBHOOKS_OF_A_CALL);
    const call = this.calls[group * UNDER_WAY + (within % UNDER_WAY)];
    const webhook = LIFE[Math.floor(within / UNDER_WAY)];
    if (!call || !webhook) throw new Error(`There are only ${this.calls.length} calls to tell of`);
    return webhook(call, this.told);
  }

  /** The next ones, ready to be sent. */
  many(count: number): Prepared[] {
    return Array.from({ length: count }, () => this.take());
  }
}
