import { exactTime } from '../ui/times.js';
import { placeWords } from '../words/place.js';
import type { PlaceInput } from './draft.js';
import { WEEKDAYS } from './draft.js';

type Plan = Pick<PlaceInput, 'scheduled_at' | 'calling_window' | 'retry' | 'expires_at'>;

const { plan: words } = placeWords;

/** Seconds, as people say them. */
const durationInWords = (seconds: number): string => {
  const [size, one, many] =
    seconds > 0 && seconds % 3600 === 0
      ? ([3600, 'hour', 'hours'] as const)
      : seconds > 0 && seconds % 60 === 0
        ? ([60, 'minute', 'minutes'] as const)
        : ([1, 'second', 'seconds'] as const);
  const count = seconds / size;
  return `${count} ${count === 1 ? one : many}`;
};

const daysInWords = (days: readonly string[]): string =>
  days.length === WEEKDAYS.length
    ? words.everyDay
    : words.onDays(WEEKDAYS.filter((day) => days.includes(day)).map((day) => words.days[day]));

const repeats = ({ max_attempts: max, on, ...retry }: NonNullable<Plan['retry']>): string => {
  const delays = retry.delays?.map(durationInWords);
  const pause = durationInWords(retry.delay_seconds ?? 300);
  const apart = delays
    ? words.after(delays)
    : retry.backoff === 'exponential'
      ? words.doubling(pause)
      : words.apart(pause);
  return words.again(
    max - 1,
    apart,
    on.map((each) => words.outcomes[each]),
  );
};

/** What will happen, in one sentence, from exactly what is sent. */
export const planSentence = ({
  scheduled_at: at,
  calling_window: window,
  retry,
  expires_at: end,
}: Plan): string => {
  const start = at ? words.at(exactTime(at)) : window ? words.soon : words.now;
  const hours = window && words.between(window.start, window.end, window.time_zone, daysInWords(window.days));
  const again = retry && retry.max_attempts > 1 && repeats(retry);
  const until = end && words.until(exactTime(end));
  return `${[start, again || words.once, hours, until].filter(Boolean).join(', ')}.`;
};
