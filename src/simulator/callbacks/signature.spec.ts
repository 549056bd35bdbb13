import { describe, expect, it } from '@jest/globals';
import twilio from 'twilio';
import { twilioSignature, type SignedFields } from './signature.js';

/**
 * Facts made by others. Sources: Twilio's documentation ("Security" page, whose example is the first row) and the
 * tests of its SDK, twilio/twilio-node spec/validation.spec.js; the values there were not made by this code.
 */
const TOKEN = '12345';
const URL = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const CALL = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};

const VECTORS: [name: string, url: string, fields: SignedFields, signature: string][] = [
  ['a call', URL, CALL, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  [
    'http with a port',
    'http://mycompany.com:1234/myapp.php?foo=1&bar=2',
    CALL,
    'Zmvh+3yNM1Phv2jhDCwEM3q5ebU=',
  ],
  [
    'https with its own port',
    'https://mycompany.com:443/myapp.php?foo=1&bar=2',
    CALL,
    'kvajT1Ptam85bY51eRf/AJRuM3w=',
  ],
  [
    'http with its own port',
    'http://mycompany.com:80/myapp.php?foo=1&bar=2',
    CALL,
    '0ZXoZLH/DfblKGATFgpif+LLRf4=',
  ],
  [
    'credentials in the URL',
    'https://user:pass@mycompany.com/myapp.php?foo=1&bar=2',
    CALL,
    'CukzLTc1tT5dXEDIHm/tKBanW10=',
  ],
  [
    'a user in the URL',
    'https://user@mycompany.com/myapp.php?foo=1&bar=2',
    CALL,
    '2YRLlVAflCqxaNicjMpJcSTgzSs=',
  ],
  ['an escaped quote', `${URL}&Body=It%27s+amazing`, CALL, 'TfZzewPq8wqrGlMfyAud8+/IvJ0='],
  [
    'a list',
    URL,
    { 'MessagingBinding.Address': ['+1325xxxxxxx', '+1415xxxxxxx'] },
    '83O6e2vORAoJHUNzJjDWN1jz+BA=',
  ],
  [
    'a list in another order',
    URL,
    { 'MessagingBinding.Address': ['+1415xxxxxxx', '+1325xxxxxxx'] },
    '83O6e2vORAoJHUNzJjDWN1jz+BA=',
  ],
  [
    'repeated values',
    URL,
    { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] },
    'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
  ],
  [
    'a body known by its hash',
    `${URL}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`,
    {},
    'a9nBmqA0ju/hNViExpshrM61xv4=',
  ],
  [
    'an empty object known by its hash, with a port',
    `https://mycompany.com:443/myapp.php?foo=1&bar=2&bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a`,
    {},
    'Ldidvp12m26NI7eqEvxnEpkd9Hc=',
  ],
  [
    'nothing but the hash of a body',
    'https://mycompany.com/myapp.php?bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620',
    {},
    'y77kIzt2vzLz71DgmJGsen2scGs=',
  ],
];

describe('signatures', () => {
  it.each(VECTORS)('of %s are those that Twilio published', (_name, url, fields, signature) => {
    expect(twilioSignature(TOKEN, url, fields)).toBe(signature);
  });

  it.each(VECTORS)(
    'of %s pass the validator of the SDK, which guards the webhooks',
    (_name, url, fields, signature) => {
      expect(twilio.validateRequest(TOKEN, signature, url, { ...fields })).toBe(true);
      expect(twilio.validateRequest(TOKEN, signature.replace(/^./, 'X'), url, { ...fields })).toBe(false);
    },
  );

  it('leave the fragment out', () => {
    expect(twilioSignature(TOKEN, `${URL}#rc=5&rp=all`, CALL)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });
});
