import type { Schema } from '../api/client.js';
import { Badge } from '../ui/badge.js';
import { exactTime, inWords } from '../ui/times.js';
import { STATUS_WORDS } from '../words/call-states.js';
import { callWords } from '../words/call.js';
import styles from './call.module.css';
import { laneOf, type Mark, marksOf, pressedIn } from './lanes.js';

type Event = Schema<'TimelineEvent'>;
const words = callWords.timeline;
const LANES = ['atlas', 'twilio', 'callee'] as const;
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 1,
} as Intl.DateTimeFormatOptions);

const titleOf = (event: Event): string => {
  const { kind, status, source, changes } = event;
  const pressed = pressedIn(event);
  if (pressed !== null) return words.pressed(pressed);
  if (kind === 'status' && source === 'api' && !('status' in changes)) return words.record;
  if (kind === 'status' && status !== null) return words.told(status);
  return kind === 'recording' ? words.recording(status) : words.kind(kind);
};

const MarkBadge = ({ mark }: { mark: Mark }) => {
  if (mark.kind === 'late') return <Badge tone="warn">{words.late(inWords(mark.seconds))}</Badge>;
  if (mark.kind === 'out of order') return <Badge tone="warn">{words.outOfOrder}</Badge>;
  if (mark.kind === 'repeated') return <Badge>{words.repeated}</Badge>;
  return <Badge>{words.ignored(mark.why)}</Badge>;
};

const isStatus = (value: unknown): value is keyof typeof STATUS_WORDS =>
  Object.hasOwn(STATUS_WORDS, String(value));
const IS_TIME = /^\d{4}-\d\d-\d\dT.*Z$/;
const shown = (name: string, value: unknown): string => {
  if (value === null || value === undefined) return words.nothing;
  if (name === 'status' && isStatus(value)) return STATUS_WORDS[value];
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  return IS_TIME.test(text) ? clock.format(new Date(text)) : text;
};

/** What it changed; times that every event has are left out, for the timeline shows them. */
const Changes = ({ changes }: { changes: Event['changes'] }) => {
  const told = Object.entries(changes as Record<string, { from: unknown; to: unknown }>).filter(
    ([name]) => !name.endsWith('_at') && !name.endsWith('_url') && name !== 'transcription_text',
  );
  if (told.length === 0) return null;
  return (
    <ul class={styles.changes}>
      {told.map(([name, { from, to }]) => (
        <li key={name}>
          {from === null
            ? words.first(name.replaceAll('_', ' '), shown(name, to))
            : words.from(name.replaceAll('_', ' '), shown(name, from), shown(name, to))}
        </li>
      ))}
    </ul>
  );
};

const Card = ({ event, marks, script }: { event: Event; marks: Mark[]; script: string | null }) => {
  const lane = laneOf(event);
  const heard = (event.details as Record<string, string>)['transcription_text'];
  const said = event.kind === 'voice' ? script : heard;
  return (
    <li class={`${styles.event} ${styles[lane]} ${marks.length === 0 ? '' : styles.marked}`}>
      <time class={styles.when} dateTime={event.received_at} title={exactTime(event.received_at)}>
        {clock.format(new Date(event.received_at))}
      </time>
      <div class={styles.card}>
        <span class={styles.lane}>{words.lanes[lane]}</span>
        <strong>{titleOf(event)}</strong>
        <span class={styles.quiet}>
          {[words.sources[event.source], event.attempt !== null && words.attempt(event.attempt)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {said && <q class={styles.said}>{said}</q>}
        {marks.length > 0 && (
          <span class={styles.marks}>
            {marks.map((mark) => (
              <MarkBadge key={mark.kind} mark={mark} />
            ))}
          </span>
        )}
        <Changes changes={event.changes} />
        {event.explanations.map(({ kind, code, meaning, fix }) => (
          <p key={`${kind}${code}`} class={styles.why}>
            {meaning}. {fix}.
          </p>
        ))}
      </div>
    </li>
  );
};

/** Each event in the lane of who did it, in the order in which Atlas learnt of it. */
export const Timeline = ({ timeline, script }: { timeline: Schema<'Timeline'>; script: string | null }) => (
  <>
    {timeline.repairs > 0 && <p class={styles.quiet}>{words.repairs(timeline.repairs)}</p>}
    <div class={styles.laneNames} aria-hidden="true">
      {LANES.map((lane) => (
        <span key={lane} class={styles[lane]}>
          {words.lanes[lane]}
        </span>
      ))}
    </div>
    <ol class={styles.timeline}>
      {timeline.events.map((event, at) => (
        <Card
          key={`${at}${event.kind}${event.received_at}`}
          event={event}
          script={script}
          marks={marksOf(event, timeline.events.slice(0, at))}
        />
      ))}
    </ol>
  </>
);
