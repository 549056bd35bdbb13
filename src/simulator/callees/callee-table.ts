import type { Callee } from './callee.js';

const MESSAGE =
  'Hello, thank you for calling. I am well, and I have understood your message. You may call me again on Monday. Goodbye.';

const person: Callee = {
  name: 'message',
  does: 'answers, listens and leaves a message',
  ringSeconds: 3,
  outcome: 'answers',
  kind: 'human',
  greeting: 'Hello?',
  message: MESSAGE,
  keys: '',
  speech: '',
};

const presses = (key: string): Callee => ({
  ...person,
  name: `presses-${key}`,
  does: `answers and presses ${key} at each Gather`,
  keys: key,
});

/** Any number that is not in the table. */
export const DEFAULT_CALLEE: Callee = person;

/** Behaviour by the last four digits; 555-0100 to 555-0199 are kept for fiction in the North American plan. */
export const CALLEE_TABLE: Readonly<Record<string, Callee>> = {
  '0100': person,
  '0101': { ...person, name: 'silent', does: 'answers and says nothing', message: '' },
  ...Object.fromEntries(Array.from('0123456789').map((key) => [`011${key}`, presses(key)])),
  '0120': {
    ...person,
    name: 'hangs-up-at-once',
    does: 'answers and hangs up at once',
    hangsUpAfterSeconds: 1,
  },
  '0121': {
    ...person,
    name: 'hangs-up-mid-script',
    does: 'hangs up in the middle of the script',
    hangsUpMidScript: true,
  },
  '0130': {
    ...person,
    name: 'busy',
    does: 'is busy (SIP 486)',
    outcome: 'busy',
    sipCode: 486,
    ringSeconds: 1,
  },
  '0131': {
    ...person,
    name: 'no-answer',
    does: 'never picks up (SIP 487)',
    outcome: 'no-answer',
    sipCode: 487,
  },
  '0132': {
    ...person,
    name: 'fails',
    does: 'fails: no such number (SIP 404)',
    outcome: 'fails',
    sipCode: 404,
    ringSeconds: 1,
  },
  '0133': {
    ...person,
    name: 'unavailable',
    does: 'fails: carrier out of order (SIP 503)',
    outcome: 'fails',
    sipCode: 503,
    ringSeconds: 1,
  },
  '0134': {
    ...person,
    name: 'canceled',
    does: 'is canceled by the network (SIP 487)',
    outcome: 'canceled',
    sipCode: 487,
  },
  '0140': {
    ...person,
    name: 'voicemail',
    does: 'voicemail: a greeting, a beep, then silence',
    kind: 'machine',
    greeting: 'You have reached the voicemail of a simulated person. Please leave a message after the tone.',
    message: '',
  },
  '0141': { ...person, name: 'fax', does: 'a fax machine', kind: 'fax', greeting: '', message: '' },
  '0150': { ...person, name: 'rings-long', does: 'rings for 25 seconds, then answers', ringSeconds: 25 },
  '0151': {
    ...person,
    name: 'never-ends',
    does: 'keeps the line open until the time limit',
    holdsLine: true,
  },
  ...Object.fromEntries(
    Array.from('0123456789').map((digit) => [
      `016${digit}`,
      {
        ...person,
        name: 'interactive',
        does: 'rings until you pick it up (the phone, the control API)',
        interactive: true,
      },
    ]),
  ),
};

/** The callee of a number, by its last four digits. */
export const calleeOf = (number: string): Callee => CALLEE_TABLE[number.slice(-4)] ?? DEFAULT_CALLEE;

export const CALLEE_NAMES: readonly string[] = [
  ...new Set(Object.values(CALLEE_TABLE).map(({ name }) => name)),
];

export const calleeNamed = (name: string): Callee | undefined =>
  Object.values(CALLEE_TABLE).find((callee) => callee.name === name);

/** What a phone becomes when it takes no call: a machine that a person still commands. */
export const VOICEMAIL: Callee = { ...person, ...CALLEE_TABLE['0140'], interactive: true };
