import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read, type Schema } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { Confirm } from '../ui/dialog.js';
import { Facts } from '../ui/facts.js';
import { Panel } from '../ui/panel.js';
import { ProblemNote } from '../ui/problem-note.js';
import { Time } from '../ui/time.js';
import { listWords } from '../words/list.js';
import { operationWords } from '../words/operation.js';
import { whysOf } from './dispatch-why.js';
import { LOOK_EVERY_MS } from './look-every.js';
import styles from './operation.module.css';

type Dispatch = Schema<'Dispatch'>;

const KEY = ['dispatch'] as const;
const TONES = { running: 'good', paused: 'warn', tripped: 'bad' } as const;
const ROUTES = { pause: '/dispatch/pause', resume: '/dispatch/resume' } as const;
const { facts } = operationWords;

/** Pauses or resumes after a question; why it went wrong is told in the question. */
const Switch = ({ dispatch }: { dispatch: Dispatch }) => {
  const session = useSession();
  const client = useQueryClient();
  const [asked, setAsked] = useState<'pause' | 'resume' | null>(null);
  const { mutate, error, isPending, reset } = useChange({
    mutationFn: (change: 'pause' | 'resume') => read(api.POST(ROUTES[change])),
    onSuccess: (changed) => {
      client.setQueryData(KEY, changed);
      void client.invalidateQueries({ queryKey: ['queue'] });
      setAsked(null);
    },
  });
  const ask = (change: 'pause' | 'resume'): void => {
    reset();
    setAsked(change);
  };
  const mayNot = whyNot(session, 'dispatch:write');
  const isPaused = dispatch.state === 'paused';
  const isResume = asked === 'resume';
  return (
    <div class={styles.buttons}>
      <Button whyNot={mayNot ?? (isPaused ? operationWords.isPaused : null)} onClick={() => ask('pause')}>
        {operationWords.pause}
      </Button>
      <Button
        kind="primary"
        whyNot={mayNot ?? (isPaused ? null : operationWords.isRunning)}
        onClick={() => ask('resume')}
      >
        {operationWords.resume}
      </Button>
      <Confirm
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        title={isResume ? operationWords.resumeTitle : operationWords.pauseTitle}
        description={isResume ? operationWords.resumeText(dispatch.waiting) : operationWords.pauseText}
        action={isResume ? operationWords.resume : operationWords.pause}
        cancel={listWords.cancel}
        isPending={isPending}
        onConfirm={() => asked && mutate(asked)}
      >
        <ProblemNote error={error} />
      </Confirm>
    </div>
  );
};

const leaderOf = ({ leader }: Dispatch) =>
  leader ? (
    <>
      {leader.name}, {facts.since} <Time at={leader.since} />
    </>
  ) : (
    operationWords.nobody
  );

const State = ({ dispatch }: { dispatch: Dispatch }) => (
  <>
    <div class={styles.state} role="status">
      <Badge tone={TONES[dispatch.state]}>{operationWords.states[dispatch.state]}</Badge>
      <ul class={styles.whys}>
        {whysOf(dispatch).map(({ text, at }) => (
          <li key={text}>
            {text} {at && <Time at={at} />}
          </li>
        ))}
      </ul>
    </div>
    <Facts
      facts={[
        [facts.waiting, dispatch.waiting],
        [facts.live, dispatch.live],
        [facts.pace, operationWords.perSecond(dispatch.calls_per_second)],
        [facts.room, dispatch.max_concurrent_calls ?? operationWords.noRoomLimit],
        [facts.leader, leaderOf(dispatch)],
      ]}
    />
  </>
);

/** Whether calls are dialled, why, and the switch for it. */
export const DispatchPanel = () => {
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => read(api.GET('/dispatch', { signal })),
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Panel
      title={operationWords.dialling}
      query={query}
      actions={query.data && <Switch dispatch={query.data} />}
    >
      {(dispatch) => <State dispatch={dispatch} />}
    </Panel>
  );
};
