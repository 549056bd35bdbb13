import type { Schema } from '../api/client.js';

type Scope = Schema<'Key'>['scopes'][number];

const SCOPES: Record<Scope, string> = {
  'calls:write': 'place, change and end calls, and keep the do-not-call list',
  'calls:read': 'see calls, recordings and the state of dialling',
  'users:write': 'make and change users',
  'users:read': 'see users',
  'feedback:write': 'give feedback',
  'feedback:read': 'see feedback',
  'subscriptions:write': 'make, change and delete subscriptions, and send them things again',
  'subscriptions:read': 'see subscriptions and what they are sent, and read events',
  'dispatch:write': 'pause and resume dialling',
  'metrics:read': 'read the metrics',
  'privacy:manage': 'export and erase what is known of a person',
  admin: 'do everything, keys, people and the audit log too',
};

export const accessWords = {
  lead: 'Who and what gets in, and what each may do.',
  keys: 'API keys',
  keysNone: 'There is no key yet.',
  scopes: SCOPES,
  columns: {
    name: 'Name',
    prefix: 'Begins with',
    scopes: 'May',
    made: 'Made',
    used: 'Last used',
    expires: 'Expires',
    state: 'State',
    action: 'Action',
  },
  never: 'never',
  good: 'in use',
  expired: 'expired',
  revoked: 'revoked',
  newKey: 'New key',
  newKeyText: 'A program shows it with each request. It is shown once, and kept nowhere.',
  create: 'Make the key',
  fields: { name: 'Name: what it is for', expires: 'Expires at (empty: never)', scopes: 'Its holder may' },
  madeTitle: 'The new key',
  madeText: 'Copy it now: it is shown this once.',
  key: 'the key',
  kept: 'I have it',
  revoke: 'Revoke',
  revokeTitle: (name: string): string => `Revoke “${name}”?`,
  revokeText: 'Within five seconds no instance takes it any more. This cannot be undone.',
  isRevoked: 'It is revoked already.',
} as const;
