import type { Schema } from '../api/client.js';

type What = Schema<'KeptFor'>['what'];

const count = new Intl.NumberFormat();

const WHAT: Record<What, { name: string; text: string }> = {
  recordings: { name: 'Recordings', text: 'deleted here and at Twilio, with their transcriptions' },
  transcriptions: { name: 'Transcriptions', text: 'what was said, deleted here and at Twilio' },
  callbacks: {
    name: 'What Twilio told',
    text: 'the fields of its callbacks; what was learnt from them stays',
  },
  events: { name: 'Deliveries', text: 'what endpoints were sent, and can be sent again' },
  audit: { name: 'Audit', text: 'who did what; an anchor proves what is left' },
};

export const dataWords = {
  lead: 'What is kept and for how long, what is on hold, and whose data is exported and erased.',
  kept: 'How long what is kept',
  keptText:
    'What is older is deleted each hour, but nothing of calls on hold. Entries of the audit log, which is one chain, end in any case.',
  what: WHAT,
  columns: { what: 'What', days: 'Kept for', setting: 'Setting' },
  days: (days: number | null): string => {
    if (days === null) return 'as long as nobody deletes it';
    return days === 1 ? '1 day' : `${count.format(days)} days`;
  },
  holds: 'On hold',
  holdsNone: 'No call is on hold.',
  holdColumns: { call: 'Call', reason: 'Why', since: 'Since', action: 'Action' },
} as const;
