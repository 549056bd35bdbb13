import type { Schema } from '../api/client.js';

type Status = Schema<'Delivery'>['status'];
type DisabledFor = NonNullable<Schema<'Subscription'>['disabled_for']>;

const count = new Intl.NumberFormat();

const STATUSES: Record<Status, string> = { pending: 'Waits', delivered: 'Delivered', dead: 'Given up' };

/** Why an endpoint is told of nothing: in a word, as a sentence, and what to do about it. */
const DISABLED: Record<DisabledFor, { state: string; why: string; cure: string }> = {
  request: {
    state: 'Disabled',
    why: 'Somebody disabled it',
    cure: 'Once it is enabled, what waited is sent. What happened meanwhile can be sent with “Send again …”.',
  },
  gone: {
    state: 'Disabled: it is gone',
    why: 'It answered 410 Gone, which says that nothing is there for good',
    cure: 'See that something answers there, or change its address; then enable it, and send what it missed with “Send again …”.',
  },
  failing: {
    state: 'Disabled: it failed',
    why: 'It took nothing for five days',
    cure: 'See by its deliveries what it answered, and mend that; then enable it, and send what it missed with “Send again …”.',
  },
};

export const subscriptionsWords = {
  lead: 'Addresses of your own that are told what happens to calls, and what they were sent.',
  endpoints: 'Endpoints',
  none: 'Nobody is told of anything yet',
  noneText:
    'An endpoint is an address of yours that Atlas sends what happens to calls, signed, as it happens.',
  toList: 'All endpoints',
  noEndpoint: 'There is no such endpoint',
  noDelivery: 'There is no such delivery',
  states: { enabled: 'Enabled', failing: 'Fails' },
  disabledFor: DISABLED,
  failures: (n: number): string => (n === 1 ? '1 failure' : `${count.format(n)} failures in a row`),
  since: 'since',
  pausedUntil: 'Nothing is sent before',
  took: 'Took one last',
  tookNone: 'Took none yet',
  howToMend:
    'What it answered stands with each delivery. Each is tried for a day; an endpoint that took nothing for five days is disabled.',
  about: 'What it is',
  facts: {
    description: 'What it is for',
    types: 'Told of',
    succeeded: 'Took one last',
    oldSecret: 'Old secret signs until',
    made: 'Made',
    id: 'Id',
  },
  id: 'the endpoint’s id',
  never: 'never',
  add: 'New endpoint',
  addText: 'It is told of what happens from now on. What is sent is signed; the secret is shown once.',
  addAction: 'Make the endpoint',
  edit: 'Change',
  editText: 'What waits for it is sent to the new address at once.',
  editAction: 'Save',
  fields: {
    url: 'Address',
    types: 'What it is told of',
    description: 'What it is for (may be empty)',
  },
  urlHint: 'https, at an address of the public Internet',
  chooseTypes: 'Choose at least one.',
  single: 'Or single events',
  subjects: {
    '*': 'everything',
    'call.*': 'calls, from their request to their end',
    'attempt.*': 'each time that somebody is called',
    'recording.*': 'recordings',
    'transcription.*': 'transcriptions',
    'feedback.*': 'feedback',
    'subscription.*': 'endpoints that are disabled',
  },
  secret: 'the secret',
  secretTitle: 'The secret of the endpoint',
  secretText: 'Copy it now: it is shown this once. Its programs verify by it what they are sent.',
  kept: 'I have it',
  rotate: 'New secret',
  rotateText:
    'It is shown once. For a day what is sent is signed with both, so that your programs can change over in their time; then the old one is worth nothing.',
  rotateAction: 'Make a new secret',
  test: 'Send a test',
  tested: 'A test is on its way:',
  testedLink: 'see what came of it',
  enable: 'Enable',
  disable: 'Disable',
  disableTitle: 'Disable this endpoint?',
  disableText:
    'Nothing is sent to it until somebody enables it. What waits is kept; what happens meanwhile is not sent by itself.',
  remove: 'Delete',
  removeTitle: (url: string): string => `Delete ${url}?`,
  removeText: 'Nothing more is sent to it, and what was sent is forgotten. This cannot be undone.',
  isDisabled: 'The endpoint is disabled: enable it first.',
} as const;

export const deliveriesWords = {
  title: 'Deliveries',
  none: 'Nothing was sent yet',
  noneText: 'It is told of what happens from now on. “Send a test” shows whether it listens.',
  noneFound: 'No delivery fits these filters',
  showAll: 'Show all deliveries',
  statuses: STATUSES,
  status: 'State',
  type: 'Event',
  anyType: 'All events',
  nextTry: 'next try',
  notTried: 'Not tried yet',
  tries: (n: number): string => (n === 1 ? '1 try' : `${count.format(n)} tries`),
  answered: (status: number): string => `answered ${status}`,
  tookMs: (ms: number): string => `${count.format(ms)} ms`,
  older: 'Older',
  newest: 'Newest',
  replay: 'Send again',
  replayed: 'It is sent again.',
  replayMany: 'Send again …',
  replayManyText:
    'The same bytes by the same webhook-id, so that a program that knows them already can tell.',
  which: 'What is sent',
  choices: { dead: 'What was given up', all: 'Everything, also what it was never sent' },
  sinceLabel: { dead: 'Since (may be empty)', all: 'Since' },
  mustSince: 'Say since when.',
  sent: (n: number): string =>
    n === 0
      ? 'There was nothing to send.'
      : n === 1
        ? '1 delivery is sent again.'
        : `${count.format(n)} deliveries are sent again.`,
  close: 'Close',
  about: 'The delivery',
  facts: {
    endpoint: 'Endpoint',
    status: 'State',
    made: 'Made',
    due: 'Next try',
    call: 'Call',
    webhookId: 'webhook-id',
  },
  webhookId: 'the webhook-id',
  toEndpoint: 'All that this endpoint was sent',
  callLink: 'Show the call',
  tried: 'Tries',
  triedLead: 'The last 20, newest first.',
  triedNone: 'It was not tried yet.',
  noStatus: 'no answer',
  answer: 'Its answer',
  request: 'What is sent',
  forgotten: 'The event is kept no more, so that what was sent cannot be shown or sent again.',
  headers: 'Headers',
  body: 'Body, laid out for reading',
  copyBody: 'the body',
  curl: 'The same for a shell',
  copyCurl: 'the command for curl',
} as const;
