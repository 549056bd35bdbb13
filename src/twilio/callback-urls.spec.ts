import { describe, expect, it } from '@jest/globals';
import { callbackUrls } from './callback-urls.js';

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
      voice: 'https://x.example/atlas/twilio/voice?call_id=an-id&attempt=2&recording=false',
      recorded: 'https://x.example/atlas/twilio/voice/recorded?call_id=an-id&attempt=2',
      status: 'https://x.example/atlas/twilio/status?call_id=an-id&attempt=2&plan=true#rc=5&rp=all',
      recording: 'https://x.example/atlas/twilio/recording?call_id=an-id&attempt=2#rc=5&rp=all',
    });
  });
});
