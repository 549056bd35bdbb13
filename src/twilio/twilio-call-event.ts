import { refuseForeign } from './listing.js';
import { toCount, toText } from './twilio-values.js';

/** One request that Twilio made for a call. Source: Twilio's call Events resource. */
export interface TwilioCallEvent {
  /** The URL as it was given to Twilio, its query (`call_id`, `attempt`) included. */
  url: string;
  /** GET or POST. */
  method: string;
  /** What Twilio sent; Twilio writes the names in snake_case here (`call_sid`). */
  parameters: Record<string, string>;
  /** HTTP status of the answer; null when there was none. */
  responseCode: number | null;
}

/** The SDK leaves both as the JSON that came; either may be null. */
export interface EventResource {
  request: unknown;
  response: unknown;
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** The SDK's instance as a plain value; null when it names no URL. Throws an Error when it is of another call. */
export const toTwilioCallEvent = (
  { request, response }: EventResource,
  callSid: string,
): TwilioCallEvent | null => {
  const { url, method, parameters } = fieldsOf(request);
  if (toText(url) === '') return null;
  refuseForeign(fieldsOf(parameters)['call_sid'], callSid);
  const sent = Object.entries(fieldsOf(parameters)).filter(([, value]) => typeof value !== 'object');
  return {
    url: toText(url),
    method: toText(method).toUpperCase(),
    parameters: Object.fromEntries(sent.map(([name, value]) => [name, String(value)])),
    responseCode: toCount(fieldsOf(response)['response_code']),
  };
};
