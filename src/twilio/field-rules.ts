/** How a field that Atlas reads is written. Every other field is kept as it comes. */
export interface FieldRule {
  /** What Twilio writes, as the source of a regular expression that also finds where the value ends. */
  written: string;
  /** What is taken besides, although Atlas does not understand it. */
  other?: RegExp;
  /** Of a value that may go on as long as it likes: how the name of the field behind it begins. */
  before?: RegExp;
}

const longestFirst = (words: string[]): string => words.toSorted((a, b) => b.length - a.length).join('|');

/** Twilio may add a word: what else the event tells must not be lost for it. */
const word = (...words: string[]): FieldRule => ({
  written: longestFirst(words),
  other: /^[A-Za-z][\w-]{0,63}$/,
});

const sid = (prefix: string): FieldRule => ({ written: `${prefix}[0-9A-Za-z]{32}` });

/** Twilio writes -1 for what it does not know yet. */
const COUNT: FieldRule = { written: '-?\\d{1,9}' };

/** RFC 2822. A time that is written in another way, or that no calendar has, is not worth losing the event either. */
const TIME: FieldRule = {
  written: '[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}',
  other: /^.{1,64}$/,
};

/** E.164; Twilio may also name a client or a SIP address. */
const NUMBER: FieldRule = { written: '\\+\\d{7,15}', other: /^.{1,300}$/ };

/** Source: Twilio's request parameters of TwiML requests, status callbacks, recordings and transcriptions. */
export const FIELD_RULES: Readonly<Record<string, FieldRule>> = {
  AccountSid: sid('AC'),
  CallSid: sid('CA'),
  CallStatus: word(
    ...[
      'queued',
      'initiated',
      'ringing',
      'in-progress',
      'completed',
      'busy',
      'failed',
      'no-answer',
      'canceled',
    ],
  ),
  From: NUMBER,
  To: NUMBER,
  Direction: word('inbound', 'outbound-api', 'outbound-dial', 'trunking-originating', 'trunking-terminating'),
  AnsweredBy: word(
    ...['human', 'fax', 'unknown', 'machine_start'],
    ...['machine_end_beep', 'machine_end_silence', 'machine_end_other'],
  ),
  CallDuration: COUNT,
  SequenceNumber: COUNT,
  SipResponseCode: COUNT,
  Timestamp: TIME,
  ErrorCode: COUNT,
  ErrorUrl: { written: 'https?://', other: /^https?:\/\/\S{1,1000}$/, before: /^[A-Z]/ },
  RecordingSid: sid('RE'),
  RecordingStatus: word('in-progress', 'paused', 'stopped', 'processing', 'completed', 'absent', 'failed'),
  RecordingDuration: COUNT,
  RecordingChannels: COUNT,
  RecordingStartTime: TIME,
  RecordingSource: word(
    ...['DialVerb', 'Conference', 'OutboundAPI', 'Trunking', 'RecordVerb', 'StartCallRecordingAPI'],
    ...['StartCallRecordingTwiML', 'StartConferenceRecordingAPI'],
  ),
  RecordingTrack: word('inbound', 'outbound', 'both'),
  RecordingUrl: {
    written: 'https?://[^\\s]{1,470}?/RE[0-9A-Za-z]{32}(?:\\.wav|\\.mp3)?',
    other: /^https?:\/\/\S{1,500}$/,
  },
  TranscriptionSid: sid('TR'),
  TranscriptionStatus: word('in-progress', 'completed', 'failed'),
  TranscriptionText: { written: '', other: /^[^]*$/, before: /^Transcription/ },
};

const WHOLE = new Map(
  Object.entries(FIELD_RULES).map(([name, { written }]) => [name, new RegExp(`^(?:${written})$`)]),
);

/** Whether Atlas reads the field. */
export const isRead = (name: string): boolean => Object.hasOwn(FIELD_RULES, name);

/** Whether the field may say this. What Atlas does not read may say anything, and an empty field says nothing. */
export const maySay = (name: string, value: string): boolean =>
  !isRead(name) ||
  value === '' ||
  WHOLE.get(name)?.test(value) === true ||
  FIELD_RULES[name]?.other?.test(value) === true;
