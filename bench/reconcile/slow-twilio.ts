import { setTimeout as wait } from 'node:timers/promises';
import { type LocalServer, openLocalServer } from '../../prove/local-server.js';

const ANSWERS_MS = 100;
const SECOND_MS = 1_000;

/** A Twilio whose calls have all ended, and that takes its time to say so. */
export class SlowTwilio {
  private readonly times: number[] = [];

  private server?: LocalServer;

  static async start(): Promise<SlowTwilio> {
    const twilio = new SlowTwilio();
    twilio.server = await openLocalServer((request, response) => {
      twilio.times.push(Date.now());
      request.resume();
      void wait(ANSWERS_MS).then(() => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answerTo(request.url ?? '')));
      });
    });
    return twilio;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  /** How many requests came. */
  get requests(): number {
    return this.times.length;
  }

  /** How many came in one second at most, wherever that begins. */
  get mostInASecond(): number {
    let [most, from] = [0, 0];
    for (const [i, time] of this.times.entries()) {
      while ((this.times[from] ?? 0) <= time - SECOND_MS) from += 1;
      most = Math.max(most, i - from + 1);
    }
    return most;
  }

  forget(): void {
    this.times.length = 0;
  }

  async close(): Promise<void> {
    await this.server?.close();
  }
}

/** Long ago: all that belongs to a call is due together with its end. */
const ended = (): string => new Date(Date.now() - 3_000_000).toUTCString();

/** A recording is too long for Twilio to transcribe. */
const recordingOf = (callSid: string) => ({
  sid: `RE${callSid.slice(2)}`,
  call_sid: callSid,
  status: 'completed',
  duration: '150',
  channels: 1,
  source: 'RecordVerb',
  start_time: ended(),
  date_created: ended(),
});

const callOf = (sid: string) => ({
  sid,
  status: 'completed',
  direction: 'outbound-api',
  duration: '21',
  price: '-0.01400',
  price_unit: 'USD',
  start_time: ended(),
  end_time: ended(),
  date_created: ended(),
});

const answerTo = (url: string): object => {
  const sid = /Calls\/(CA\w+)/.exec(url)?.[1];
  if (sid && url.includes('/Recordings')) return { recordings: [recordingOf(sid)], next_page_uri: null };
  if (sid && url.includes('/Notifications')) return { notifications: [], next_page_uri: null };
  return sid ? callOf(sid) : { sid: 'AC', status: 'active' };
};
