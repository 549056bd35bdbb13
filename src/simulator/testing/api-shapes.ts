/**
 * What Twilio's OpenAPI description (twilio/twilio-oai, api v2010) says of each resource, written down as one check
 * for each property. A property that is missing or unknown is a fault too.
 */
type Check = (value: unknown) => boolean;
export type Shape = Readonly<Record<string, Check>>;

const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

const text: Check = (value) => typeof value === 'string';
const whole: Check = (value) => Number.isInteger(value);
const digits = matches(/^\d+$/);
const money = matches(/^-?\d+\.\d+$/);
const currency = matches(/^[A-Z]{3}$/);
const rfc2822 = matches(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
const apiVersion = matches(/^2010-04-01$/);
const uri = matches(/^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}(\/\w+)*\.json(\?.*)?$/);
const url = matches(/^https?:\/\/\S+$/);
const uriMap: Check = (value) =>
  typeof value === 'object' && value !== null && Object.values(value).every((item) => uri(item));
const sid = (prefix: string): Check => matches(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`));
const oneOf = (...words: string[]): Check => matches(new RegExp(`^(${words.join('|')})$`));
const never = orNull(() => false);

export const CALL: Shape = {
  sid: sid('CA'),
  date_created: orNull(rfc2822),
  date_updated: orNull(rfc2822),
  parent_call_sid: orNull(sid('CA')),
  account_sid: sid('AC'),
  to: text,
  to_formatted: text,
  from: text,
  from_formatted: text,
  phone_number_sid: orNull(sid('PN')),
  status: oneOf('queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'),
  start_time: orNull(rfc2822),
  end_time: orNull(rfc2822),
  duration: orNull(digits),
  price: orNull(money),
  price_unit: currency,
  direction: oneOf('inbound', 'outbound-api', 'outbound-dial'),
  answered_by: orNull(text),
  api_version: apiVersion,
  forwarded_from: orNull(text),
  group_sid: orNull(sid('GP')),
  caller_name: orNull(text),
  queue_time: digits,
  trunk_sid: orNull(sid('TK')),
  uri,
  subresource_uris: uriMap,
};

const RECORDING_COMMON: Shape = {
  account_sid: sid('AC'),
  api_version: apiVersion,
  call_sid: sid('CA'),
  conference_sid: orNull(sid('CF')),
  date_created: rfc2822,
  date_updated: rfc2822,
  start_time: rfc2822,
  duration: orNull(digits),
  sid: sid('RE'),
  price: orNull(money),
  price_unit: currency,
  status: oneOf('in-progress', 'paused', 'stopped', 'processing', 'completed', 'absent'),
  channels: whole,
  source: oneOf('RecordVerb', 'OutboundAPI'),
  error_code: orNull(whole),
  uri,
  encryption_details: never,
};

export const RECORDING: Shape = { ...RECORDING_COMMON, subresource_uris: uriMap, media_url: url };
export const CALL_RECORDING: Shape = { ...RECORDING_COMMON, track: text };

export const TRANSCRIPTION: Shape = {
  account_sid: sid('AC'),
  api_version: apiVersion,
  date_created: rfc2822,
  date_updated: rfc2822,
  duration: orNull(digits),
  price: orNull(money),
  price_unit: currency,
  recording_sid: sid('RE'),
  sid: sid('TR'),
  status: oneOf('in-progress', 'completed', 'failed'),
  transcription_text: orNull(text),
  type: text,
  uri,
};

export const ACCOUNT: Shape = {
  auth_token: orNull(text),
  date_created: rfc2822,
  date_updated: rfc2822,
  friendly_name: text,
  owner_account_sid: sid('AC'),
  sid: sid('AC'),
  status: oneOf('active', 'closed', 'suspended'),
  subresource_uris: uriMap,
  type: oneOf('Trial', 'Full'),
  uri,
};

export const EVENT: Shape = {
  request: (value) => typeof value === 'object' && value !== null,
  response: (value) => typeof value === 'object' && value !== null,
};

export const NOTIFICATION: Shape = {
  account_sid: sid('AC'),
  api_version: apiVersion,
  call_sid: sid('CA'),
  date_created: rfc2822,
  date_updated: rfc2822,
  error_code: digits,
  log: oneOf('0', '1'),
  message_date: rfc2822,
  message_text: text,
  more_info: url,
  request_method: orNull(oneOf('GET', 'POST')),
  request_url: text,
  sid: sid('NO'),
  uri,
};

export const NOTIFICATION_IN_FULL: Shape = {
  ...NOTIFICATION,
  request_variables: text,
  response_body: text,
  response_headers: text,
};

export const pageShape = (name: string, item: Shape): Shape => ({
  [name]: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((one) => faultsOf(item, one).length === 0),
  end: whole,
  first_page_uri: uri,
  next_page_uri: orNull(uri),
  page: whole,
  page_size: whole,
  previous_page_uri: orNull(uri),
  start: whole,
  uri,
});

export const ERROR: Shape = {
  code: whole,
  message: text,
  more_info: url,
  status: whole,
};

/** The names of the properties that are not as described. */
export function faultsOf(shape: Shape, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return ['(no object)'];
  const unknown = Object.keys(value).filter((name) => !(name in shape));
  const wrong = Object.entries(shape).filter(
    ([name, check]) => !check((value as Record<string, unknown>)[name]),
  );
  return [...unknown.map((name) => `${name} is unknown`), ...wrong.map(([name]) => `${name} is wrong`)];
}
