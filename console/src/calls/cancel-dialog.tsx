import { useEffect, useRef, useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import forms from '../ui/form.module.css';
import { ProblemNote } from '../ui/problem-note.js';
import { callsWords } from '../words/calls.js';
import { type CancelIds, cancelable, readIds } from './cancel-ids.js';
import type { CancelProgress } from './cancel-many.js';
import { CancelRun, type CancelState, UNREAD } from './cancel-run.js';
import type { CallSearch } from './call-search.js';
import styles from './calls.module.css';
import { sleep } from './patience.js';
import { readCalls } from './read-calls.js';

const words = callsWords.cancel;

const idsOf = async (search: CallSearch, signal: AbortSignal): Promise<CancelIds> => {
  const query = cancelable(search);
  if (!query) return { ids: [], total: 0 };
  return readIds((part) => readCalls({ ...query, ...part }, signal), signal, sleep);
};

/** Atlas refuses to cancel a call that was answered meanwhile: it goes on, and is listed with the reason. */
const cancelOne = (call: string) => read(api.POST('/calls/{call}/cancel', { params: { path: { call } } }));

interface Run {
  progress: CancelProgress;
  total: number;
  isOver: boolean;
  isStopped: boolean;
}

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

/** What there is to cancel, before it was begun. */
const Found = ({ found, error }: CancelState) => {
  if (!found) return error ? null : <p role="status">{words.counting}</p>;
  const { length } = found.ids;
  if (length === 0) return <p role="status">{words.none}</p>;
  return length < found.total ? <p role="status">{words.progress(length, found.total)}</p> : null;
};

/** Asks with the exact number, then cancels and says how far it is. */
export const CancelDialog = ({ search, onClose }: { search: CallSearch; onClose: () => void }) => {
  const [state, setState] = useState<CancelState>(UNREAD);
  const run = useRef<CancelRun | null>(null);
  useEffect(() => {
    const source = { readIds: (signal: AbortSignal) => idsOf(search, signal), cancel: cancelOne, sleep };
    const begun = new CancelRun(source, setState);
    run.current = begun;
    void begun.read();
    return () => begun.stop();
  }, []);
  const { found, progress, isOver, isStopped } = state;
  const size = found?.ids.length ?? 0;
  const isRunning = progress !== null && !isOver && !isStopped;
  const close = (): void => {
    // Only Stop ends a run, for it says what was done.
    if (!isRunning) onClose();
  };
  return (
    <Dialog isOpen onClose={close} title={words.title} description={words.description}>
      <ProblemNote error={state.error} onRetry={() => void run.current?.read()} />
      {progress ? <Progress {...{ progress, total: size, isOver, isStopped }} /> : <Found {...state} />}
      <div class={forms.buttons}>
        {isRunning ? (
          <Button onClick={() => run.current?.stop()}>{words.stop}</Button>
        ) : (
          <Button onClick={onClose}>{progress || (found && size === 0) ? words.close : words.keep}</Button>
        )}
        {!progress && size > 0 && (
          <Button kind="danger" onClick={() => void run.current?.start()}>
            {words.action(size)}
          </Button>
        )}
      </div>
    </Dialog>
  );
};
