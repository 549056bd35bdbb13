import type { Line } from '../calls/line.js';

/** What a Record verb heard. `silence`: nobody spoke at all, or no more. */
export interface Heard {
  text: string;
  /** Seconds of sound, without the silence that ended it. */
  seconds: number;
  endedBy: 'silence' | 'key' | 'max-length' | 'hang-up';
  key?: string;
  /** What a microphone heard: 16-bit PCM at 8 kHz. */
  sound?: Buffer;
}

export interface RecordTerms {
  maxLengthMs: number;
  silenceMs: number;
  finishOnKey: string;
}

export interface GatherTerms {
  listensFor: ReadonlySet<'dtmf' | 'speech'>;
  timeoutMs: number;
  numDigits: number;
  finishOnKey: string;
}

/** Digits without the finishing key, or words; neither: nothing came in time. */
export interface Gathered {
  digits?: string;
  finishedWithKey?: string;
  speech?: string;
}

/** Plays the called side of one call. Waits pass on the line, and throw when it ends. */
export interface Actor {
  /** Rings; resolves to true when it was picked up, false when nobody did in time. */
  pickUp(line: Line, timeoutMs: number): Promise<boolean>;
  record(line: Line, terms: RecordTerms): Promise<Heard>;
  /** What it had said into the recording that began then, when the line ended. */
  cutOff(line: Line, since: Date): Heard;
  gather(line: Line, terms: GatherTerms): Promise<Gathered>;
}
