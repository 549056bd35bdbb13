export type HttpMethod = 'GET' | 'POST';

export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

export type RecordingEvent = 'in-progress' | 'completed' | 'absent';

/** A URL of the customer's, with the method to use on it. The fragment is kept: it holds connection overrides. */
export interface Endpoint {
  url: string;
  method: HttpMethod;
}

export interface RecordingWishes {
  callback?: Endpoint;
  events: readonly RecordingEvent[];
  trim: boolean;
  channels: 1 | 2;
  track: 'inbound' | 'outbound' | 'both';
}

export interface MachineDetection {
  mode: 'Enable' | 'DetectMessageEnd';
  timeoutSeconds: number;
  speechThresholdMs: number;
  speechEndThresholdMs: number;
  silenceTimeoutMs: number;
  /** Absent: the call waits for the result. */
  async?: { callback?: Endpoint };
}

/** `POST /Calls.json` after validation, with Twilio's defaults filled in. */
export interface CallRequest {
  to: string;
  from: string;
  /** Where the TwiML is fetched, or the TwiML itself. */
  voice: Endpoint | { twiml: string };
  fallback?: Endpoint;
  statusCallback?: Endpoint;
  statusEvents: readonly CallEvent[];
  timeoutSeconds: number;
  timeLimitSeconds: number;
  sendDigits: string;
  record?: RecordingWishes;
  machineDetection?: MachineDetection;
}
