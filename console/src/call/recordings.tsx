import { api, read, type Schema } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { Button } from '../ui/button.js';
import { Copyable } from '../ui/copyable.js';
import { ProblemNote } from '../ui/problem-note.js';
import { Time } from '../ui/time.js';
import { inWords } from '../ui/times.js';
import { callWords } from '../words/call.js';
import { type Call, isOver } from './call-state.js';
import styles from './call.module.css';
import { DeleteRecording } from './delete-recording.js';
import { Player } from './player.js';

type Recording = Schema<'Recording'>;
const words = callWords.recordings;
const LINK_SECONDS = 900;

const Transcription = ({ recording: { transcription } }: { recording: Recording }) => {
  if (transcription === null) return <p class={styles.quiet}>{words.noTranscription}</p>;
  if (transcription.status === 'failed') return <p class={styles.quiet}>{words.transcriptionFailed}</p>;
  if (transcription.status !== 'completed') return <p class={styles.quiet}>{words.transcribing}</p>;
  return transcription.text ? (
    <blockquote class={styles.said}>{transcription.text}</blockquote>
  ) : (
    <p class={styles.quiet}>{words.silent}</p>
  );
};

/** For players elsewhere, which have no session. */
const PlayerLink = ({ sid }: { sid: string }) => {
  const making = useChange({
    mutationFn: () =>
      read(
        api.POST('/recordings/{recording_sid}/links', {
          params: { path: { recording_sid: sid } },
          body: { expires_in: LINK_SECONDS },
        }),
      ),
  });
  return (
    <div class={styles.link}>
      <Button size="small" onClick={() => making.mutate()}>
        {words.link}
      </Button>
      <ProblemNote error={making.error} />
      {making.data && (
        <>
          <Copyable text={new URL(making.data.path, location.origin).href} what={words.openLink} />
          <span class={styles.quiet}>
            {words.linkMade} <Time at={making.data.expires_at} />
          </span>
        </>
      )}
    </div>
  );
};

/** What is left of it. */
const Deleted = ({ sid, deletion }: { sid: string; deletion: NonNullable<Recording['deletion']> }) => (
  <article class={styles.recording}>
    <p>
      <Copyable text={sid} what={words.openLink} />
    </p>
    <p class={styles.quiet}>
      {words.deleted[deletion.reason]} · <Time at={deletion.deleted_at} />
      {deletion.at_twilio === 'pending' && ` · ${words.pending}`}
    </p>
  </article>
);

const One = ({ recording, call }: { recording: Recording; call: string }) => {
  const { sid, status, duration, copy } = recording;
  if (recording.deletion) return <Deleted sid={sid} deletion={recording.deletion} />;
  return (
    <article class={styles.recording}>
      <p class={styles.standing}>
        <Copyable text={sid} what={words.openLink} />
        <span class={styles.quiet}>
          {[
            duration !== null && inWords(duration),
            status === null ? words.unknown : words.states[status],
            copy && words.copied[copy.at_twilio],
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <DeleteRecording sid={sid} call={call} />
      </p>
      <div class={styles.beside}>
        {status === 'completed' && (
          <div>
            <Player sid={sid} seconds={duration} />
            <PlayerLink sid={sid} />
          </div>
        )}
        <div>
          <h3>{words.transcription}</h3>
          <Transcription recording={recording} />
        </div>
      </div>
    </article>
  );
};

/** What the callee said, to be heard and read. */
export const Recordings = ({ call }: { call: Call }) => {
  if (call.recordings.length > 0)
    return (
      <>
        {call.recordings.map((recording) => (
          <One key={recording.sid} recording={recording} call={call.call_id} />
        ))}
      </>
    );
  if (!call.recording_enabled) return <p class={styles.quiet}>{words.off}</p>;
  return <p class={styles.quiet}>{isOver(call) ? words.none : words.notYet}</p>;
};
