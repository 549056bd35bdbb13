/** What the simulator shows of its phones and its webhooks. Source: GET /phone/state, docs/simulator.md. */
export interface PhoneState {
  version: number;
  speed: number;
  phones: Phone[];
  others: { sid: string; to: string; status: string; does: string }[];
  holds: boolean;
  next: 'late' | 'twice' | 'lose' | null;
  tape: TapedWebhook[];
}

export interface StoryLine {
  at: string;
  what: string;
  text: string;
  seconds?: number;
}

export interface Phone {
  sid: string;
  to: string;
  from: string;
  status: string;
  is_over: boolean;
  is_machine: boolean;
  awaits: string | null;
  end_reason: string | null;
  sip_code: number | null;
  created_at: string;
  answered_at: string | null;
  now: string;
  duration: number | null;
  lines: StoryLine[];
  recordings: {
    sid: string;
    status: string;
    duration: number | null;
    heard: string;
    transcription: { status: string; text: string | null } | null;
  }[];
}

export interface TapedWebhook {
  id: string;
  call_sid: string;
  to: string;
  kind: string;
  event: string;
  method: string;
  url: string;
  params: Record<string, string>;
  /** Null for who may not act. */
  signature: string | null;
  at: string;
  state: 'held' | 'waiting' | 'sent' | 'lost';
  faults: string[];
  tries: number;
  answer: { status: number | null; failure: string | null; took_ms: number; at: string } | null;
}
