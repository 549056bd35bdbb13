const STATES: Readonly<Record<string, string>> = {
  held: 'held',
  waiting: 'on its way',
  sent: 'sent',
  lost: 'lost',
};
const AWAITED: Readonly<Record<string, string>> = {
  message: 'Atlas is recording: leave a message.',
  keys: 'Atlas waits for keys.',
  words: 'Atlas waits for an answer in words.',
};

export const phoneWords = {
  lead: 'You are the carrier and the people who are called: what happens here reaches Atlas as Twilio’s own callbacks.',
  live: {
    title: 'There is no phone here',
    text: 'Calls are real: they ring at the people who are called. This page is for simulated calls.',
  },
  empty: {
    title: 'No phone is ringing',
    text: 'Calls to numbers that end in 0160 to 0169 ring here, several at once if you like. All others end as the simulator’s table says, unless you take them over while they go on.',
    place: 'Place a call to an interactive number',
  },
  phones: 'Phones',
  phone: (number: string): string => `Phone ${number}`,
  calls: (number: string): string => `${number} calls`,
  queued: 'About to ring',
  ringing: 'Incoming call',
  inCall: 'In call',
  machine: 'Voicemail',
  over: 'Call ended',
  seconds: (seconds: number): string =>
    `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`,
  pickUp: 'Pick up',
  decline: 'Decline',
  busy: 'Be busy',
  ringOut: 'Ring out',
  voicemail: 'Be voicemail',
  hangUp: 'Hang up',
  drop: 'Drop the line',
  keypad: 'Keypad',
  key: (key: string): string => ({ '*': 'star', '#': 'hash' })[key] ?? key,
  conversation: 'What is said',
  said: 'Atlas',
  you: 'You',
  pressed: (keys: string): string => `pressed ${keys}`,
  awaits: (what: string): string =>
    what
      .split(' or ')
      .map((each) => AWAITED[each] ?? '')
      .join(' '),
  message: 'What you say',
  messageHint: 'Atlas hears it when it records or listens; until then it is kept.',
  say: 'Say it',
  record: 'Speak',
  stop: 'Stop speaking',
  recording: (seconds: number): string =>
    `Your microphone is on: ${seconds} s. Write what you say for the transcription.`,
  noMicrophone:
    'Over plain http browsers give pages no microphone, except on this machine: write what you say.',
  refusedMicrophone: 'The browser did not give the microphone: write what you say.',
  recorded: (seconds: number): string => `A recording of ${seconds} s`,
  transcribed: (text: string): string => `Transcribed: “${text}”`,
  notTranscribed: 'No transcription: it is shorter than 2 s or longer than 120 s.',
  transcribing: 'It is being transcribed …',
  seeCall: 'See the call',
  save: 'Save as test case',
  case: {
    title: 'This call as a test case',
    text: (number: string): string =>
      `Settings of a callee that does again what was done here. Sent to PUT /simulator/callees/${number}, the number plays it at each call.`,
    copy: 'Copy',
    copied: 'Copied',
    selected:
      'This browser lets pages copy over https or on this machine only: it is selected, copy it by the keyboard.',
    download: 'Download',
    play: (number: string): string => `Let ${number} do this from now on`,
    playing: 'It does from the next call on.',
    forget: (number: string): string => `Let ${number} do as before`,
    forgotten: 'It does as before.',
    close: 'Close',
  },
  sound: 'Sound',
  others: 'Calls that nobody holds',
  takeOver: 'Take over',
  clock: 'Clock',
  clockHint: 'Calls in your hand always go at 1×.',
  times: (speed: number): string => `${speed}×`,
  tape: {
    title: 'Webhooks',
    empty: 'Nothing has been sent yet.',
    hold: 'Hold each until I let it go',
    next: 'The next one:',
    acts: { send: 'Send', late: 'Late', twice: 'Twice', lose: 'Lose it', again: 'Send again' },
    nexts: { send: 'as usual', late: '10 s late', twice: 'twice', lose: 'lost' },
    about: (what: string, number: string): string => `${what}, call to ${number}`,
    state: (state: string): string => STATES[state] ?? state,
    answered: (status: number, ms: number): string => `${status} in ${ms} ms`,
    tries: (count: number): string => `${count} times`,
    signed: 'Signed',
    hidden: 'shown to who may place calls',
    details: 'Fields',
  },
} as const;
