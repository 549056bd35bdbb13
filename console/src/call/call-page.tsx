import { Link, useParams } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.js';
import { CallHold } from '../holds/call-hold.js';
import { Badge } from '../ui/badge.js';
import { Empty } from '../ui/empty.js';
import { Page } from '../ui/page.js';
import { Panel } from '../ui/panel.js';
import { Time } from '../ui/time.js';
import { STATUS_WORDS, UNTIL, waitsWords } from '../words/call-states.js';
import { callWords } from '../words/call.js';
import { feedbackWords } from '../words/feedback.js';
import { shellWords } from '../words/shell.js';
import { Attempts } from './attempts.js';
import { CallActions } from './call-actions.js';
import { toneOf } from '../ui/status-tone.js';
import type { Call } from './call-state.js';
import styles from './call.module.css';
import { Facts } from './facts.js';
import { FeedbackForm } from './feedback-form.js';
import { RawEvents } from './raw-events.js';
import { Recordings } from './recordings.js';
import { Timeline } from './timeline.js';
import { useCall, useTimeline } from './use-call.js';

/** Its status in words, and what it waits for. */
const Standing = ({ call }: { call: Call }) => (
  <span class={styles.standing} role="status">
    <Badge tone={toneOf(call.status)}>{STATUS_WORDS[call.status]}</Badge>
    {call.erased_at !== null && (
      <span>
        {callWords.erased} <Time at={call.erased_at} />
      </span>
    )}
    {call.waiting && (
      <span>
        {waitsWords(call.waiting.for)}{' '}
        {call.waiting.until !== null && (
          <>
            {UNTIL} <Time at={call.waiting.until} />
          </>
        )}
      </span>
    )}
    {call.submission !== 'accepted' && call.submission !== 'pending' && (
      <span>{callWords.submission(call.submission)}</span>
    )}
  </span>
);

const Parts = ({ call, name, query }: { call: Call; name: string; query: ReturnType<typeof useCall> }) => {
  const timeline = useTimeline(name, call.version);
  return (
    <>
      <div class={styles.columns}>
        <Panel title={callWords.facts.title} query={query}>
          {(data) => <Facts call={data} />}
        </Panel>
        <Panel title={callWords.recordings.title} query={query} actions={<CallHold call={call.call_id} />}>
          {(data) => <Recordings call={data} />}
        </Panel>
      </div>
      <Panel title={callWords.timeline.title} query={timeline}>
        {(data) => <Timeline timeline={data} script={call.script} />}
      </Panel>
      <Panel title={callWords.attempts.title} query={query}>
        {(data) => <Attempts call={data} />}
      </Panel>
      <div class={styles.columns}>
        <Panel title={feedbackWords.title} query={query}>
          {(data) => <FeedbackForm key={data.call_id} call={data} name={name} />}
        </Panel>
        <Panel title={callWords.raw.title} query={timeline}>
          {(data) => <RawEvents events={data.events} />}
        </Panel>
      </div>
    </>
  );
};

/** One call: what it is, how it became so, what was said, and what can be done. */
export const CallPage = () => {
  const { call: name = '' } = useParams({ strict: false }) as { call?: string };
  const query = useCall(name);
  const { data: call, error } = query;
  if (!call && error instanceof ApiProblem && error.status === 404)
    return (
      <Empty title={callWords.noCall} role="alert">
        <p>{error.message}</p>
        <Link to="/calls">{callWords.toCalls}</Link>
      </Empty>
    );
  if (!call)
    return (
      <Page title={shellWords.nav.calls}>
        <Panel title={callWords.facts.title} query={query}>
          {() => null}
        </Panel>
      </Page>
    );
  return (
    <Page
      title={call.erased_at === null ? callWords.title(call.to_number) : callWords.erasedTitle}
      lead={<Standing call={call} />}
      actions={<CallActions key={call.call_id} call={call} name={name} />}
    >
      <Parts key={call.call_id} call={call} name={name} query={query} />
    </Page>
  );
};
