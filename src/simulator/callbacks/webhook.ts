import type { Endpoint } from '../calls/call-request.js';

export type WebhookKind =
  | 'voice'
  | 'action'
  | 'media'
  | 'status'
  | 'recording'
  | 'transcription'
  | 'machine-detection'
  | 'live-transcription';

/** One request to be made to the customer's server. */
export interface Webhook {
  kind: WebhookKind;
  /** What it tells, such as `ringing`. */
  event: string;
  endpoint: Endpoint;
  params: Readonly<Record<string, string>>;
}

/** One try of a webhook and what came of it. */
export interface WebhookTry {
  at: Date;
  /** The HTTP status, or null when there was no answer. */
  status: number | null;
  /** Why there was no answer, such as `ct` (connecting failed) or `rt` (the answer took too long). */
  failure: string | null;
  tookMs: number;
  contentType: string;
  /** The beginning of the answer's body. */
  body: string;
}

/** A webhook as the truth keeps it: its fields as the form that is sent, for thousands of objects would weigh more. */
export interface WebhookRecord {
  readonly kind: WebhookKind;
  readonly event: string;
  readonly endpoint: Endpoint;
  readonly form: string;
  readonly at: Date;
  /** The value of `I-Twilio-Idempotency-Token`, the same on each try. */
  readonly token: string;
  readonly tries: WebhookTry[];
  /** What the fault plan did to it: `lost`, `duplicated`, `delayed`, `reordered`, `early`. */
  readonly faults: string[];
  /** Nobody waits for it and it is not delivered yet: after a restart it is sent again. */
  isPending: boolean;
}

/** The fields of a form that is kept. */
export const fieldsOf = (form: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(form));
