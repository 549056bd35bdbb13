import * as v from 'valibot';
import type { PlaceInput } from './draft.js';

const integer = (min: number, max: number) => {
  const message = `must be an integer between ${min} and ${max}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
};
const moment = v.pipe(v.string(), v.isoTimestamp('must be an RFC 3339 time, such as 2026-03-02T15:00:00Z'));
const timeOfDay = (pattern: RegExp, last: string) =>
  v.pipe(v.string(), v.regex(pattern, `must be a time of day HH:MM, from 00:00 to ${last}`));
const USER = 'must be a string of 1 to 255 characters';

const planFields = {
  scheduled_at: v.optional(moment),
  expires_at: v.optional(moment),
  priority: v.optional(integer(0, 9)),
  machine_detection: v.optional(v.string()),
  calling_window: v.optional(
    v.object({
      days: v.pipe(v.array(v.string()), v.minLength(1, 'must be a list of one or more days')),
      start: timeOfDay(/^(?:[01]\d|2[0-3]):[0-5]\d$/, '23:59'),
      end: timeOfDay(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, '24:00'),
      time_zone: v.pipe(v.string(), v.minLength(1, 'must be an IANA time zone, such as Europe/Berlin')),
    }),
  ),
  retry: v.optional(
    v.object({
      max_attempts: integer(1, 10),
      on: v.pipe(v.array(v.string()), v.minLength(1, 'must list one or more outcomes')),
      delay_seconds: v.optional(integer(0, 604_800)),
      delays: v.optional(v.array(integer(0, 604_800))),
      backoff: v.optional(v.string()),
    }),
  ),
};

const plan = v.object(planFields);
const whole = v.object({
  to: v.pipe(v.string(), v.regex(/^\+[1-9]\d{1,14}$/, 'must be an E.164 phone number, such as +14155552671')),
  user_external_id: v.pipe(v.string(), v.minLength(1, USER), v.maxLength(255, USER)),
  script: v.optional(v.pipe(v.string(), v.maxLength(5000, 'must be a string of at most 5000 characters'))),
  ring_timeout: v.optional(integer(5, 600)),
  campaign_id: v.optional(
    v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'must be 1 to 64 characters of A-Za-z0-9_-')),
  ),
  ...planFields,
});

type Plan = Partial<PlaceInput>;

/** What the parts of a plan have to agree on. */
const disagreements = (
  { scheduled_at: at, expires_at: end, retry, ...rest }: Plan,
  now: Date,
): [string, string][] => {
  const [start, last] = [at ? new Date(at) : now, end ? new Date(end) : null];
  const faults: [string, string][] = [];
  if (at && (start <= now || start.getTime() - now.getTime() > 30 * 86_400_000))
    faults.push(['scheduled_at', 'must be in the future, at most 30 days ahead']);
  if (rest.calling_window && rest.calling_window.start === rest.calling_window.end)
    faults.push(['calling_window.end', 'must differ from start; a whole day is 00:00 to 24:00']);
  if (retry?.on.includes('voicemail') && (rest.machine_detection ?? 'none') === 'none')
    faults.push([
      'retry.on',
      'may list voicemail only where machine_detection is enable or detect_message_end',
    ]);
  if (retry?.delays && retry.delays.length >= retry.max_attempts)
    faults.push(['retry.delays', 'must be at most max_attempts - 1 delays']);
  if (last && last <= now) faults.push(['expires_at', 'must be in the future']);
  else if (last && at && last <= start) faults.push(['expires_at', 'must be after scheduled_at']);
  return faults;
};

const faultsBy = (schema: v.GenericSchema, input: Plan, now: Date): ReadonlyMap<string, string> => {
  const { issues = [] } = v.safeParse(schema, input);
  const faults = new Map(disagreements(input, now));
  for (const issue of issues) {
    // The list is one control: what is wrong with one of its entries is said of the list.
    const path = (v.getDotPath(issue) ?? '').replace(/\.\d+$/, '');
    faults.set(path, issue.message);
  }
  return faults;
};

/** What Atlas would refuse, by field and in its words, as far as the page can tell. */
export const placeFaults = (input: PlaceInput, now = new Date()): ReadonlyMap<string, string> =>
  faultsBy(whole, input, now);

export const planFaults = (input: Plan, now = new Date()): ReadonlyMap<string, string> =>
  faultsBy(plan, input, now);
