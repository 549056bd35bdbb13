/** A warning or an error that a call met, readable at `/Calls/{sid}/Notifications`. */
export interface CallNotification {
  readonly sid: string;
  readonly level: 'error' | 'warning';
  /** Twilio's error code, such as 12100. */
  readonly code: number;
  readonly message: string;
  readonly at: Date;
  readonly request?: { method: string; url: string; parameters: string };
  readonly response?: { status: number | null; contentType: string; body: string };
}
