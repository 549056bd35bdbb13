import { Agent, request } from 'node:http';
import { SETTINGS } from '../settings.js';

const agent = new Agent({ keepAlive: true });
const authorization = `Basic ${Buffer.from(`${SETTINGS.accountSid}:${SETTINGS.authToken}`).toString('base64')}`;

/** Asks Twilio to dial; answers the call's SID. */
export const dial = (to: string, callId: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const ids = `call_id=${callId}&attempt=1`;
    const form = new URLSearchParams({
      To: to,
      From: SETTINGS.fromNumber,
      Url: `${SETTINGS.baseUrl}/twilio/voice?${ids}&recording=true`,
      Method: 'POST',
      FallbackUrl: `${SETTINGS.baseUrl}/twilio/voice/fallback?${ids}`,
      FallbackMethod: 'POST',
      StatusCallback: `${SETTINGS.baseUrl}/twilio/status?${ids}&plan=false`,
      StatusCallbackMethod: 'POST',
      Timeout: '30',
      TimeLimit: '3600',
    });
    for (const event of ['initiated', 'ringing', 'answered', 'completed'])
      form.append('StatusCallbackEvent', event);
    const body = form.toString();
    const headers = {
      authorization,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    };
    const url = `${SETTINGS.twilioUrl}/2010-04-01/Accounts/${SETTINGS.accountSid}/Calls.json`;
    request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve(JSON.parse(text).sid as string));
    })
      .on('error', reject)
      .end(body);
  });
