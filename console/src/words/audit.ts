import type { Schema } from '../api/client.js';

const OUTCOMES: Record<Schema<'AuditedAct'>['outcome'], string> = {
  done: 'done',
  refused: 'refused',
  failed: 'failed',
  unknown: 'not known',
};

export const auditWords = {
  lead: 'Who did what: every change, and each reading of a recording or an export.',
  list: 'What was done, newest first',
  none: 'Nothing was done yet that is written down.',
  noneFound: 'Nothing that was done is of that kind.',
  outcomes: OUTCOMES,
  columns: {
    at: 'When',
    who: 'Who',
    action: 'What',
    resource: 'To what',
    outcome: 'What came of it',
    request: 'Request',
  },
  fields: { who: 'Who', action: 'What', resource: 'To what', from: 'From', until: 'Until' },
  hints: {
    who: 'As person:… or key:…',
    action: 'As users.update',
    resource: 'As user:… or call:…',
  },
  filter: 'Filter',
  all: 'Show all',
  newest: 'Newest',
  older: 'Older',
  isNewest: 'These are the newest.',
  isOldest: 'Nothing is older.',
  parts: 'Parts of the list',
  requestId: 'the request id',
  status: (status: number): string => `HTTP ${status}`,
  verify:
    'Entries hold ids and hashes, no names and no numbers, and are linked in chains: “npm run audit -- verify” on the server proves that none was changed or taken away.',
} as const;
