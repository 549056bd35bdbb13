import { describe, expect, it } from '@jest/globals';
import { connectionOverrides } from '../simulator/callbacks/connection-overrides.js';
import { callbackUrls } from './callback-urls.js';

const TWIML = '#ct=2000&rt=4000&tt=9000&rc=2&rp=all';
const FALLBACK = '#ct=2000&rt=4000&tt=6000&rc=1&rp=all';

describe('the URLs of an attempt', () => {
  it('carry the call and the attempt, below the base URL with its prefix', () => {
    expect(
      callbackUrls('https://x.example/atlas', {
        callId: 'an-id',
        attempt: 2,
        recordingEnabled: false,
        hasPlan: true,
      }),
    ).toEqual({
      voice: `https://x.example/atlas/twilio/voice?call_id=an-id&attempt=2&recording=false${TWIML}`,
      fallback: `https://x.example/atlas/twilio/voice/fallback?call_id=an-id&attempt=2&recording=false${FALLBACK}`,
      recorded: `https://x.example/atlas/twilio/voice/recorded?call_id=an-id&attempt=2${TWIML}`,
      status: 'https://x.example/atlas/twilio/status?call_id=an-id&attempt=2&plan=true#rc=5&rp=all',
      recording: 'https://x.example/atlas/twilio/recording?call_id=an-id&attempt=2#rc=5&rp=all',
    });
  });

  it('carry the trace of the dialling before all else, where there is one', () => {
    const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const context = { callId: 'an-id', attempt: 1, recordingEnabled: true, trace };
    for (const url of Object.values(callbackUrls('https://x.example', context)))
      expect(url).toContain(`?trace=${trace}&call_id=an-id&attempt=1`);
  });

  it('let Twilio wait for TwiML no longer than it would without them, the fallback included', () => {
    const urls = callbackUrls('https://x.example', { callId: 'an-id', attempt: 1, recordingEnabled: true });
    const [voice, fallback] = [urls.voice, urls.fallback].map((url) => connectionOverrides(url));
    expect((voice?.totalMs ?? NaN) + (fallback?.totalMs ?? NaN)).toBeLessThanOrEqual(15_000);
    for (const { retries, retryOn, readTimeoutMs, totalMs } of [voice!, fallback!]) {
      expect([retries > 0, [...retryOn]]).toEqual([true, ['4xx', '5xx', 'ct', 'rt']]);
      expect(readTimeoutMs * retries).toBeLessThan(totalMs);
    }
  });
});
