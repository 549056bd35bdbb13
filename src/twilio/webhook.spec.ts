import { describe, expect, it } from '@jest/globals';
import {
  CALL,
  type Pair,
  pairsOf,
  posted,
  signatureOf,
  WEBHOOK_ACCOUNT,
  WEBHOOKS,
} from './testing/signed-webhook.js';
import { sha256, signAsTwilio } from './testing/sign-as-twilio.js';
import { InvalidTwilioSignatureError, MisshapenWebhookError } from './twilio.errors.js';
import { ANY_ADDRESS, readWebhook, type Webhook, type WebhookKind } from './webhook.js';

const { accountSid } = WEBHOOK_ACCOUNT;
const { CallSid } = CALL;

type Fields = Record<string, string>;
const signed = (kind: WebhookKind, url: string, pairs: Pair[]): Webhook =>
  readWebhook(posted(url, pairs, signatureOf(url, pairs)), kind, WEBHOOK_ACCOUNT);
/** What is thrown, or nothing. */
const failureOf = (read: () => Webhook): unknown => {
  try {
    read();
  } catch (error) {
    return error;
  }
};
const refusal = (kind: WebhookKind, url: string, pairs: Pair[]): unknown =>
  failureOf(() => signed(kind, url, pairs));
const unsigned = expect.any(InvalidTwilioSignatureError);
const misshapen = expect.any(MisshapenWebhookError);
const status = (fields: Fields, url: string = WEBHOOKS.status.url): Webhook =>
  signed('status', url, pairsOf({ ...WEBHOOKS.status.fields, ...fields }));

describe('what Twilio sends', () => {
  it.each(Object.entries(WEBHOOKS))('(%s) is read, wherever its fields stand', (name, { url, fields }) => {
    const kind = name === 'transcription' ? 'recording' : (name as WebhookKind);
    for (const pairs of [pairsOf(fields), pairsOf(fields).reverse()]) {
      expect(signed(kind, url, pairs).params).toEqual({ AccountSid: accountSid, ...fields });
    }
  });

  it('says in its URL what Atlas wrote there', () => {
    const ids = { callId: '7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11', attempt: 1 };
    expect(status({})).toMatchObject({ ...ids, hasPlan: true, recording: undefined });
    expect(status({}, '/twilio/status')).toMatchObject({ callId: undefined, attempt: undefined });
    const voice = signed('voice', WEBHOOKS.voice.url, pairsOf(CALL));
    expect(voice).toMatchObject({ ...ids, recording: true, hasPlan: undefined });
  });

  it('may have any names besides those that Atlas reads', () => {
    const names = [
      'Messaging.Address',
      'SipHeader_X-1',
      'a.b',
      '$where',
      '__proto__',
      'ParentCallSid',
      '\0',
      '1a',
    ];
    for (const name of names) {
      const fields = Object.fromEntries([[name, CallSid]]);
      expect(Object.entries(status(fields).params)).toContainEqual([name, CallSid]);
    }
    const other = { DialCallStatus: 'completed', ForwardedFrom: '+14155550100', StartTimestamp: 'now' };
    expect(status(other).params).toMatchObject(other);
  });

  it('may say words that are new', () => {
    const words = { CallStatus: 'teleported', AnsweredBy: 'robot', Direction: 'sideways' };
    expect(status(words).params).toMatchObject(words);
    expect(status({ Timestamp: '2026-03-05T06:07:08Z', From: 'client:Ada', To: '' }).params).toMatchObject({
      From: 'client:Ada',
    });
  });

  it('as a GET needs nothing but what Atlas wrote', () => {
    const { url } = WEBHOOKS.voice;
    const get = (originalUrl: string, signature = signatureOf(originalUrl)) =>
      readWebhook(
        { method: 'GET', originalUrl, headers: { 'x-twilio-signature': signature } },
        'voice',
        WEBHOOK_ACCOUNT,
      );
    expect(get(url)).toMatchObject({ attempt: 1, recording: true });
    const told = `${url}&${new URLSearchParams(pairsOf(CALL)).toString()}`;
    expect(get(told).params).toMatchObject(CALL);
    expect(() => get(told, signatureOf(url))).toThrow(InvalidTwilioSignatureError);
    for (const more of ['AccountSid=AC1', 'CallSid=CA1', `CallSid=${CallSid}&CallSid=CA${'0'.repeat(32)}`])
      expect(() => get(`${url}&${more}`)).toThrow(MisshapenWebhookError);
  });

  it('as JSON is read by the same rules', () => {
    const read = (fields: object) => {
      const body = JSON.stringify(fields);
      const url = `${WEBHOOKS.status.url}&bodySHA256=${sha256(body)}`;
      const request = posted(url, [], signatureOf(url));
      const headers = { ...request.headers, 'content-type': 'application/json' };
      return readWebhook({ ...request, rawBody: Buffer.from(body), headers }, 'status', WEBHOOK_ACCOUNT);
    };
    const told = { AccountSid: accountSid, CallSid, CallStatus: 'busy', CallDuration: 3 };
    expect(read(told).params).toEqual({ ...told, CallDuration: '3' });
    for (const wrong of [
      { AccountSid: 'AC1' },
      { AccountSid: undefined },
      { CallSid: 'CA1' },
      { CallDuration: 'x' },
    ])
      expect(() => read({ ...told, ...wrong })).toThrow(MisshapenWebhookError);
  });
});

describe('a probe', () => {
  const probe = '/twilio/probe?nonce=1';
  const request = (base: string, token = WEBHOOK_ACCOUNT.authToken) => ({
    ...posted(probe, [], signAsTwilio(token, base + probe)),
    method: 'GET',
  });

  it('is taken where it is signed for any address, and nothing else is', () => {
    expect(readWebhook(request(ANY_ADDRESS), 'probe', WEBHOOK_ACCOUNT)).toMatchObject({ params: {} });
    expect(failureOf(() => readWebhook(request(ANY_ADDRESS), 'voice', WEBHOOK_ACCOUNT))).toEqual(unsigned);
    expect(failureOf(() => readWebhook(request(ANY_ADDRESS, 'x'), 'probe', WEBHOOK_ACCOUNT))).toEqual(
      unsigned,
    );
  });
});

describe('what is signed and refused', () => {
  it('names no account, another one, or no call', () => {
    const { url, fields } = WEBHOOKS.status;
    expect(refusal('status', url, Object.entries(fields))).toEqual(misshapen);
    expect(refusal('status', url, [])).toEqual(misshapen);
    expect(refusal('status', url, [['AccountSid', accountSid]])).toEqual(misshapen);
    for (const AccountSid of ['AC1', '', `AC${'b'.repeat(32)}`])
      expect(refusal('status', url, pairsOf({ ...fields, AccountSid }))).toEqual(misshapen);
    expect(refusal('status', url, [...pairsOf(fields), ['AccountSid', 'AC999']])).toEqual(misshapen);
  });

  it.each<[string, string[]]>([
    ['CallSid', ['', 'CA1', `RE${'0'.repeat(32)}`, `${CallSid}0`]],
    ['CallStatus', ['in progress', 'Thé', '{"$gt":""}', 'x'.repeat(65)]],
    ['SequenceNumber', ['one', '1.5', '9999999999', '0x1']],
    ['CallDuration', ['long', '1e9', '--1']],
    ['SipResponseCode', ['NaN']],
    ['Direction', ['<script>']],
    ['RecordingSid', ['RE1', 'javascript:1']],
    ['RecordingUrl', ['javascript:alert(1)', 'ftp://x/y', 'https://x/ y', `https://x/${'y'.repeat(600)}`]],
    ['Timestamp', ['x'.repeat(65)]],
  ])('has a %s that is none', (name, values) => {
    for (const value of values) expect(() => status({ [name]: value })).toThrow(MisshapenWebhookError);
  });

  it('says a thing that Atlas reads twice', () => {
    expect(
      refusal('status', WEBHOOKS.status.url, [...pairsOf(WEBHOOKS.status.fields), ['CallStatus', 'busy']]),
    ).toEqual(misshapen);
    for (const more of ['&attempt=2', '&call_id=x', '&plan=false'])
      expect(() => status({}, WEBHOOKS.status.url + more)).toThrow(MisshapenWebhookError);
  });

  it.each([
    'trace=x',
    'trace=',
    'trace=00-00000000000000000000000000000000-1111111111111111-01',
    'attempt=0',
    'attempt=100',
    'attempt=x',
    'attempt=',
    'attempt=1%20',
    'plan=yes',
    'plan=',
    'recording=1',
    'recording=TRUE',
    'call_id=',
    'call_id=a%2Fb',
    `call_id=${'a'.repeat(65)}`,
  ])('has a URL that Atlas does not write: %s', (query) => {
    expect(() => status({}, `/twilio/status?${query}`)).toThrow(MisshapenWebhookError);
  });

  it('is of another route', () => {
    const { voice, fallback, recorded, status: told, recording, transcription } = WEBHOOKS;
    const foreign: [WebhookKind, object[]][] = [
      ['voice', [fallback.fields, recorded.fields, told.fields, recording.fields, transcription.fields]],
      ['fallback', [told.fields, recording.fields, transcription.fields]],
      ['recorded', [fallback.fields, told.fields, recording.fields, transcription.fields]],
      ['status', [fallback.fields, recording.fields, transcription.fields]],
      ['recording', [voice.fields, fallback.fields, told.fields]],
    ];
    for (const [kind, others] of foreign)
      for (const fields of others)
        expect(refusal(kind, '/twilio/any', pairsOf(fields as Fields))).toEqual(misshapen);
  });
});

describe('a signature whose boundaries are shifted', () => {
  /** Why the same signed text, read in another way, is refused. */
  const shifted = (
    kind: WebhookKind,
    from: { url: string; pairs: Pair[] },
    to: { url: string; pairs: Pair[] },
  ) => {
    const signature = signatureOf(from.url, from.pairs);
    if (signatureOf(to.url, to.pairs) !== signature) return 'another text';
    return failureOf(() => readWebhook(posted(to.url, to.pairs, signature), kind, WEBHOOK_ACCOUNT));
  };
  const few = (fields: Fields): Pair[] => pairsOf({ CallSid, ...fields });
  const url = '/twilio/status?call_id=1&attempt=1';

  it.each<[string, Fields, Fields]>([
    ['a name', { CallStatus: 'ringing' }, { CallStatu: 'sringing' }],
    ['a value', { CallStatus: 'ringing' }, { CallStatusring: 'ing' }],
    ['a name and all behind it', { CallStatus: 'ringing', Called: '+1' }, { CallStatu: 'sringingCalled+1' }],
    ['the end of a word', { CallStatus: 'completed' }, { CallStatus: 'complete', d: '' }],
    [
      'the end of a time',
      { Timestamp: 'Tue, 03 Mar 2026 06:07:08 +0000' },
      { Timestamp: '', 'Tue, 03 Mar 2026 06:07:08 +0000': '' },
    ],
    ['what stands before', { ApiVersion: '1', CallDuration: '42' }, { ApiVersion: '1CallDuration42' }],
    [
      'what stands around',
      { SipCallId: 'x', Timestamp: 'Thu, 05 Mar 2026 06:07:08 +0000' },
      { SipCallId: 'xTime', stamp: 'Thu, 05 Mar 2026 06:07:08 +0000' },
    ],
    [
      'what ends before',
      { SipCallId: 'xy', Timestamp: 'Thu, 05 Mar 2026 06:07:08 +0000' },
      { SipCallId: 'x', yTimestamp: 'Thu, 05 Mar 2026 06:07:08 +0000' },
    ],
  ])('into %s is refused', (_, from, to) => {
    expect(shifted('status', { url, pairs: few(from) }, { url, pairs: few(to) })).toEqual(misshapen);
  });

  it('of a recording is refused', () => {
    const { fields } = WEBHOOKS.recording;
    const { RecordingUrl } = fields;
    const to = { ...fields, RecordingUrl: RecordingUrl.slice(0, -1), [RecordingUrl.slice(-1)]: '' };
    const path = WEBHOOKS.recording.url;
    expect(
      shifted('recording', { url: path, pairs: pairsOf(fields) }, { url: path, pairs: pairsOf(to) }),
    ).toEqual(misshapen);
    const spoken = few({
      TranscriptionSid: WEBHOOKS.transcription.fields.TranscriptionSid,
      TranscriptionText: 'Yes You',
    });
    const cut = spoken.map(([name, value]): Pair => [name, value.replace('You', '')]);
    expect(
      shifted('recording', { url: path, pairs: spoken }, { url: path, pairs: [...cut, ['You', '']] }),
    ).toEqual(misshapen);
  });

  it('between the URL and the fields is refused', () => {
    const pairs = few({ CallStatus: 'ringing' });
    const rest: [string, string][] = [
      ['/twilio/status?call_id=1', '&attempt=1'],
      ['/twilio/status?call_id=1&attempt', '=1'],
      ['/twilio/status', '?call_id=1&attempt=1'],
    ];
    for (const [to, name] of rest)
      expect(shifted('status', { url, pairs }, { url: to, pairs: [[name, ''], ...pairs] })).toEqual(
        misshapen,
      );
    expect(shifted('status', { url: `${url}2`, pairs }, { url, pairs: [['2', ''], ...pairs] })).toEqual(
      misshapen,
    );
    const half = '/twilio/status?call_id=7b7c3f0e-';
    const name = '1f6b-4a8e-9d5f-2f1f0a7c9b11&attempt=1';
    expect(
      shifted('status', { url: half + name, pairs }, { url: half, pairs: [[name, ''], ...pairs] }),
    ).toEqual(misshapen);
    const moved = { url: `${url}AccountSid${accountSid}`, pairs: pairs.slice(1) };
    expect(shifted('status', { url, pairs }, moved)).toEqual(misshapen);
  });

  it('between the path and the fields is refused', () => {
    const pairs = few({ CallStatus: 'in-progress' });
    const recorded = '/twilio/voice/recorded?call_id=1&attempt=1';
    const name = recorded.slice('/twilio/voice'.length);
    expect(
      shifted('voice', { url: recorded, pairs }, { url: '/twilio/voice', pairs: [[name, ''], ...pairs] }),
    ).toEqual(misshapen);
  });
});
