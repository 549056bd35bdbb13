import type { Callee } from '../callees/callee.js';
import { speechMs } from '../callees/speech.js';
import type { AnsweredBy } from './call.js';
import type { MachineDetection } from './call-request.js';

const FAX_TONE_MS = 1500;
const BEEP_MS = 500;

export interface Detected {
  answeredBy: AnsweredBy;
  /** Simulated milliseconds after the answer. */
  afterMs: number;
}

/** What the detector hears, if it had all the time it wants. */
function heard({ kind, greeting }: Callee, settings: MachineDetection): Detected {
  if (kind === 'fax') return { answeredBy: 'fax', afterMs: FAX_TONE_MS };
  if (greeting === '') return { answeredBy: 'unknown', afterMs: settings.silenceTimeoutMs };
  const greetingMs = speechMs(greeting);
  if (greetingMs <= settings.speechThresholdMs) {
    return { answeredBy: 'human', afterMs: greetingMs + settings.speechEndThresholdMs };
  }
  if (settings.mode === 'Enable') return { answeredBy: 'machine_start', afterMs: settings.speechThresholdMs };
  return kind === 'machine'
    ? { answeredBy: 'machine_end_beep', afterMs: greetingMs + BEEP_MS }
    : { answeredBy: 'machine_end_silence', afterMs: greetingMs + settings.speechEndThresholdMs };
}

/** The result of answering-machine detection. Source: Twilio's "Answering Machine Detection" page. */
export function detect(callee: Callee, settings: MachineDetection): Detected {
  const result = heard(callee, settings);
  const limitMs = settings.timeoutSeconds * 1000;
  return result.afterMs > limitMs ? { answeredBy: 'unknown', afterMs: limitMs } : result;
}
