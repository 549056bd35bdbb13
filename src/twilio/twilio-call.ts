/** A call as Twilio's REST API tells of it. Source: Twilio's Call resource. */
export interface TwilioCall {
  sid: string;
  /** Twilio's own word: queued, ringing, in-progress, completed, busy, failed, no-answer or canceled. */
  status: string;
  to: string;
  from: string;
  direction: string;
  answeredBy: string | null;
  /** Seconds; null until the call has ended. */
  duration: number | null;
  createdAt: Date | null;
  /** Null until it is dialled. */
  startedAt: Date | null;
  endedAt: Date | null;
}

/** What is read of the SDK's instance; any of it may be null or, from a poor server, absent. */
type CallResource = { sid: string } & Partial<
  Record<'status' | 'to' | 'from' | 'direction' | 'answeredBy' | 'duration', string | null> &
    Record<'dateCreated' | 'startTime' | 'endTime', Date | null>
>;

const toDate = (date: Date | null | undefined): Date | null =>
  date instanceof Date && !Number.isNaN(date.getTime()) ? date : null;

const toSeconds = (text: string | null | undefined): number | null =>
  /^\d+$/.test(text ?? '') ? Number(text) : null;

/** The SDK's instance as a plain value. */
export const toTwilioCall = (call: CallResource): TwilioCall => ({
  sid: call.sid,
  status: call.status ?? '',
  to: call.to ?? '',
  from: call.from ?? '',
  direction: call.direction ?? '',
  answeredBy: call.answeredBy ?? null,
  duration: toSeconds(call.duration),
  createdAt: toDate(call.dateCreated),
  startedAt: toDate(call.startTime),
  endedAt: toDate(call.endTime),
});
