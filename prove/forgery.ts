import { randomUUID } from 'node:crypto';
import { twilioSignature } from '../src/simulator/callbacks/signature.js';

/** The call that a forger would like to change, and where its callbacks go. */
export interface Target {
  callId: string;
  /** The instance that is lied to, and another one. */
  url: string;
  otherUrl: string;
  account: { sid: string; token: string };
}

/** A request as it is sent. */
export interface ForgedRequest {
  url: string;
  fields: Record<string, string>;
  /** Sent only where there is one. */
  signature?: string;
}

const statusUrl = ({ url, callId }: Target): string => `${url}/twilio/status?call_id=${callId}&attempt=1`;

const fieldsOf = ({ account }: Target): Record<string, string> => ({
  AccountSid: account.sid,
  CallSid: `CA${randomUUID().replaceAll('-', '')}`,
  CallStatus: 'failed',
  CallDuration: '999',
  SequenceNumber: '3',
  Timestamp: new Date().toUTCString(),
  CallbackSource: 'call-progress-events',
});

/** What strangers ask for who have no key, in words that Atlas would understand of those who have one. */
export const STRANGERS: Record<string, (target: Target) => ForgedRequest> = {
  'a call without a key': ({ url }) => ({
    url: `${url}/calls/outbound`,
    fields: {
      user_external_id: 'stranger',
      to: '+14155550100',
      CallSid: `CA${randomUUID().replaceAll('-', '')}`,
    },
  }),
  'an end without a key': (target) => ({
    url: `${target.url}/calls/${target.callId}/cancel`,
    fields: fieldsOf(target),
  }),
};

/** Each way to lie: what Atlas has to refuse, whatever of it is true. */
export const FORGERIES: Record<string, (target: Target) => ForgedRequest> = {
  unsigned: (target) => ({ url: statusUrl(target), fields: fieldsOf(target) }),
  'tampered field': (target) => {
    const fields = fieldsOf(target);
    const signature = twilioSignature(target.account.token, statusUrl(target), fields);
    return { url: statusUrl(target), fields: { ...fields, CallStatus: 'completed' }, signature };
  },
  'added field': (target) => {
    const fields = fieldsOf(target);
    const signature = twilioSignature(target.account.token, statusUrl(target), fields);
    return { url: statusUrl(target), fields: { ...fields, AnsweredBy: 'human' }, signature };
  },
  'boundary shifted': (target) => {
    const { CallStatus = '', ...fields } = fieldsOf(target);
    const signature = twilioSignature(target.account.token, statusUrl(target), { ...fields, CallStatus });
    return { url: statusUrl(target), fields: { ...fields, CallStatu: `s${CallStatus}` }, signature };
  },
  'attempt as a field': (target) => {
    const fields = fieldsOf(target);
    const signature = twilioSignature(target.account.token, statusUrl(target), fields);
    const [url = '', attempt = ''] = statusUrl(target).split(/(?=&)/);
    return { url, fields: { ...fields, [attempt]: '' }, signature };
  },
  'wrong token': (target) => {
    const fields = fieldsOf(target);
    return {
      url: statusUrl(target),
      fields,
      signature: twilioSignature(randomUUID(), statusUrl(target), fields),
    };
  },
  'not a signature': (target) => ({ url: statusUrl(target), fields: fieldsOf(target), signature: '0' }),
  'another account': (target) => {
    const fields = { ...fieldsOf(target), AccountSid: `AC${randomUUID().replaceAll('-', '')}` };
    return {
      url: statusUrl(target),
      fields,
      signature: twilioSignature(target.account.token, statusUrl(target), fields),
    };
  },
  'replayed to another path': (target) => {
    const fields = fieldsOf(target);
    const signature = twilioSignature(target.account.token, statusUrl(target), fields);
    return { url: statusUrl(target).replace('/status', '/voice'), fields, signature };
  },
  'replayed to another call': (target) => {
    const fields = fieldsOf(target);
    const signature = twilioSignature(target.account.token, statusUrl(target), fields);
    return { url: statusUrl({ ...target, callId: randomUUID() }), fields, signature };
  },
  'replayed to another instance': (target) => {
    const fields = fieldsOf(target);
    const signature = twilioSignature(
      target.account.token,
      statusUrl({ ...target, url: target.otherUrl }),
      fields,
    );
    return { url: statusUrl(target), fields, signature };
  },
};
