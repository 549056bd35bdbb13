/** An event that a customer's endpoint has taken. */
export interface Telling {
  /** Which endpoint. */
  to: string;
  /** The `webhook-id`. */
  id: string;
  type: string;
  data: {
    call_id?: string;
    sequence: number;
    attempt?: number;
    status?: string;
    recording_sid?: string;
  };
  body: string;
  isSigned: boolean;
}
