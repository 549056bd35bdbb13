import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import forms from '../ui/form.module.css';
import { ProblemNote } from '../ui/problem-note.js';
import { callsWords } from '../words/calls.js';
import { type CancelProgress, cancelMany } from './cancel-many.js';
import { type CallSearch, STATUSES, type Status, statusesIn, toQuery } from './call-search.js';
import styles from './calls.module.css';
import { COMMAS } from './live-calls.js';

const words = callsWords.cancel;
const CANCELABLE: readonly Status[] = ['queued', 'initiated', 'ringing'];

/** Those that fit and can be canceled at all, placed before now; null where there can be none. */
const cancelable = (search: CallSearch, now: string) => {
  const chosen = statusesIn(search.status);
  const status = (chosen.length > 0 ? chosen : STATUSES).filter((each) => CANCELABLE.includes(each));
  const until = search.until !== undefined && search.until < now ? search.until : now;
  return status.length > 0 ? { ...toQuery(search), status, until } : null;
};

type Query = NonNullable<ReturnType<typeof cancelable>>;

const ask = (query: Query, part: { page_size: number; cursor?: string }, signal?: AbortSignal) =>
  read(api.GET('/calls', { params: { query: { ...query, ...part } }, ...COMMAS, signal: signal ?? null }));

const idsOf = async (query: Query, signal: AbortSignal): Promise<string[]> => {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const part = await ask(query, { page_size: 100, ...(cursor && { cursor }) }, signal);
    ids.push(...part.data.map(({ call_id }) => call_id));
    cursor = part.next_cursor;
  }
  return ids;
};

const sleepUntil =
  (signal: AbortSignal) =>
  (ms: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });

const cancelOne = (call: string) => read(api.POST('/calls/{call}/cancel', { params: { path: { call } } }));

const Progress = ({ progress, total, isOver, isStopped }: Run) => (
  <div class={styles.progress}>
    <progress max={total} value={progress.done} aria-label={words.title} />
    <p role="status">
      {isOver
        ? `${words.done(progress.canceled)} ${isStopped ? words.stopped : ''}`
        : progress.isWaiting
          ? words.waiting
          : words.progress(progress.done, total)}
    </p>
    {progress.failed.length > 0 && (
      <div>
        <p>{words.failed(progress.failed.length)}</p>
        <ul class={styles.failed}>
          {progress.failed.slice(0, 100).map(({ id, why }) => (
            <li key={id}>
              <code>{id}</code> {why}
            </li>
          ))}
        </ul>
      </div>
    )}
  </div>
);

interface Run {
  progress: CancelProgress;
  total: number;
  isOver: boolean;
  isStopped: boolean;
}

/** Asks with the exact number, then cancels and says how far it is. */
export const CancelDialog = ({ search, onClose }: { search: CallSearch; onClose: () => void }) => {
  const [now] = useState(() => new Date().toISOString());
  const [stop] = useState(() => new AbortController());
  const [run, setRun] = useState<Run | null>(null);
  const [error, setError] = useState<unknown>(null);
  const query = cancelable(search, now);
  const counted = useQuery({
    queryKey: ['calls', 'cancelable', query],
    queryFn: async ({ signal }) => (query ? (await ask(query, { page_size: 1 }, signal)).total : 0),
  });
  useEffect(() => () => stop.abort(), [stop]);
  const start = async (of: Query): Promise<void> => {
    const begun = {
      progress: { done: 0, canceled: 0, failed: [], isWaiting: false },
      isOver: false,
      isStopped: false,
    };
    setRun({ ...begun, total: counted.data ?? 0 });
    try {
      const ids = await idsOf(of, stop.signal);
      const total = ids.length;
      const { signal } = stop;
      const onProgress = (progress: CancelProgress): void => setRun({ ...begun, progress, total });
      const progress = await cancelMany({
        ids,
        cancel: cancelOne,
        signal,
        sleep: sleepUntil(signal),
        onProgress,
      });
      setRun({ progress, total, isOver: true, isStopped: signal.aborted });
    } catch (failure) {
      setRun(null);
      if (!stop.signal.aborted) setError(failure);
    }
  };
  const total = counted.data;
  return (
    <Dialog isOpen onClose={onClose} title={words.title} description={words.description}>
      <ProblemNote error={error ?? counted.error} />
      {run && <Progress {...run} />}
      {!run && total === undefined && !counted.error && <p role="status">{words.counting}</p>}
      {!run && total === 0 && <p role="status">{words.none}</p>}
      <div class={forms.buttons}>
        {run && !run.isOver && <Button onClick={() => stop.abort()}>{words.stop}</Button>}
        {(!run || run.isOver) && (
          <Button onClick={onClose}>{run || total === 0 ? words.close : words.keep}</Button>
        )}
        {!run && query && total !== undefined && total > 0 && (
          <Button kind="danger" onClick={() => void start(query)}>
            {words.action(total)}
          </Button>
        )}
      </div>
    </Dialog>
  );
};
