import { randomUUID } from 'node:crypto';
import { type MadeCall, someNumber, someSid } from './made.js';
import type { Seed } from './seed.js';
import { named, type Prepared, tell } from './telling.js';

/** What a peer's requests are made of. */
export interface Material {
  seed: Seed;
  baseUrl: string;
  account: { sid: string; token: string };
  key: string;
}

/** One row of the table: a route, and the requests that it is asked with. */
export interface Line {
  name: string;
  /** How it is judged. */
  kind: 'read' | 'write' | 'webhook';
  /** The nth request. Those of webhooks and writes are asked once. */
  request(n: number, material: Material): Prepared;
}

const asking = ({ key }: Material): Record<string, string> => ({ authorization: `Bearer ${key}` });
const get = (path: string, material: Material): Prepared => ({
  method: 'GET',
  path,
  headers: asking(material),
});
const send = (method: 'POST' | 'PATCH', path: string, body: object, material: Material): Prepared => ({
  method,
  path,
  headers: { ...asking(material), 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const pick = <T>(list: readonly T[], n: number): T => {
  const picked = list[n % list.length];
  if (picked === undefined) throw new Error('There is nothing to pick from');
  return picked;
};

/** For what can be told once only. */
const take = (list: readonly MadeCall[], n: number): MadeCall => {
  const taken = list[n];
  if (!taken) throw new Error(`There are only ${list.length} calls to tell of`);
  return taken;
};

const SCORES = {
  call_quality: 5,
  agent_helpfulness: 4,
  resolution: 5,
  call_ease: 4,
  overall_satisfaction: 5,
};

/** In this order: what is written comes last, for it leaves work behind. */
export const LINES: Line[] = [
  {
    name: 'GET /users/{id}',
    kind: 'read',
    request: (n, material) => get(`/users/${pick(material.seed.users, n)._id}`, material),
  },
  {
    name: 'GET /users?page=2',
    kind: 'read',
    request: (_, material) => get('/users?page=2&page_size=20', material),
  },
  {
    name: 'GET /users/{id}/calls',
    kind: 'read',
    request: (_, material) => get(`/users/${material.seed.user._id}/calls?page_size=10`, material),
  },
  { name: 'GET /calls', kind: 'read', request: (_, material) => get('/calls?page_size=20', material) },
  {
    name: 'GET /calls/{sid}',
    kind: 'read',
    request: (n, material) => get(`/calls/${pick(material.seed.over, n).sid}`, material),
  },
  {
    name: 'POST /twilio/voice',
    kind: 'webhook',
    request: (n, material) => {
      const call = take(material.seed.ringing.voice, n);
      return tell(named('voice', call, '&recording=true'), call, { CallStatus: 'in-progress' }, material);
    },
  },
  {
    name: 'POST /twilio/status',
    kind: 'webhook',
    request: (n, material) => {
      const call = take(material.seed.ringing.status, n);
      const news = {
        CallStatus: 'in-progress',
        SequenceNumber: '2',
        CallbackSource: 'call-progress-events',
        Timestamp: new Date().toUTCString(),
      };
      return tell(named('status', call, '&plan=false'), call, news, material);
    },
  },
  {
    name: 'POST /twilio/recording',
    kind: 'webhook',
    request: (n, material) => {
      const call = take(material.seed.ringing.recording, n);
      const RecordingSid = someSid('RE');
      const news = {
        RecordingSid,
        RecordingStatus: 'completed',
        RecordingDuration: '7',
        RecordingChannels: '1',
        RecordingSource: 'RecordVerb',
        RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${material.account.sid}/Recordings/${RecordingSid}`,
        RecordingStartTime: new Date().toUTCString(),
      };
      return tell(named('recording', call), call, news, material);
    },
  },
  {
    name: 'PATCH /calls/{sid}/feedback',
    kind: 'write',
    request: (n, material) =>
      send(
        'PATCH',
        `/calls/${take(material.seed.unrated, n).sid}/feedback`,
        { ...SCORES, notes: 'Kind.' },
        material,
      ),
  },
  {
    name: 'POST /users',
    kind: 'write',
    request: (n, material) =>
      send(
        'POST',
        '/users',
        { name: 'Grace Hopper', email: `grace.${randomUUID()}@example.com`, phone_number: someNumber(n) },
        material,
      ),
  },
  {
    name: 'POST /calls/outbound',
    kind: 'write',
    request: (n, material) =>
      send(
        'POST',
        '/calls/outbound',
        {
          to: someNumber(n),
          user_external_id: pick(material.seed.users, n).externalId,
          script: 'Hello. This is a reminder of your appointment tomorrow at nine.',
        },
        material,
      ),
  },
];
