import { Link } from '@tanstack/react-router';
import { useState } from 'preact/hooks';
import { Button } from '../ui/button.js';
import { ProblemNote } from '../ui/problem-note.js';
import { phoneWords } from '../words/phone.js';
import { Conversation } from './conversation.js';
import styles from './handset.module.css';
import { Keypad } from './keypad.js';
import { MessageBox } from './message-box.js';
import { command } from './phone-api.js';
import type { Phone } from './phone-state.js';
import { TestCase } from './test-case.js';
import { useAct } from './use-act.js';

interface Props {
  phone: Phone;
  /** The time as the call lives it. */
  now: number;
  whyNot: string | null;
}

const titleOf = ({ status, is_over, is_machine }: Phone): string => {
  if (is_over) return phoneWords.over;
  if (status === 'ringing') return phoneWords.ringing;
  if (status === 'queued') return phoneWords.queued;
  return is_machine ? phoneWords.machine : phoneWords.inCall;
};

const secondsOf = ({ status, duration, answered_at, created_at }: Phone, now: number): number => {
  if (duration !== null) return duration;
  const since = status === 'in-progress' && answered_at ? answered_at : created_at;
  return Math.max(0, (now - new Date(since).getTime()) / 1000);
};

const Recordings = ({ phone }: { phone: Phone }) => (
  <>
    {phone.recordings
      .filter(({ status }) => status !== 'absent' && status !== 'in-progress')
      .map(({ sid, duration, transcription }) => (
        <p key={sid} class={styles.recording}>
          <strong>{phoneWords.recorded(duration ?? 0)}</strong>{' '}
          {transcription?.status === 'completed' && phoneWords.transcribed(transcription.text ?? '')}
          {transcription?.status === 'failed' && phoneWords.notTranscribed}
          {(!transcription || transcription.status === 'in-progress') && phoneWords.transcribing}
        </p>
      ))}
  </>
);

/** One phone in the hand of who looks. */
export const Handset = ({ phone, now, whyNot }: Props) => {
  const { sid, status, is_over } = phone;
  const [isSaving, setSaving] = useState(false);
  const { error, act } = useAct();
  const send = (body: object): Promise<unknown> => command(sid, body);
  const does = (name: string) => (): void => act(() => send({ command: name }));
  const isRinging = status === 'ringing';
  const isTalking = status === 'in-progress';
  return (
    <article
      class={[styles.handset, isRinging ? styles.ringing : '', is_over ? styles.over : ''].join(' ')}
      aria-label={phoneWords.phone(phone.to)}
      data-status={status}
    >
      <header class={styles.screen}>
        <span class={styles.speaker} aria-hidden="true" />
        <p class={styles.title} role="status">
          {titleOf(phone)}
        </p>
        <h2 class={styles.number}>{phone.to}</h2>
        <p class={styles.from}>{phoneWords.calls(phone.from)}</p>
        <p class={styles.timer} aria-hidden={!is_over}>
          {phoneWords.seconds(secondsOf(phone, now))}
        </p>
      </header>
      <ProblemNote error={error} />
      {isRinging && (
        <>
          <div class={styles.answer}>
            <Button kind="danger" whyNot={whyNot} onClick={does('decline')}>
              {phoneWords.decline}
            </Button>
            <Button kind="primary" class={styles.pickUp} whyNot={whyNot} onClick={does('answer')}>
              {phoneWords.pickUp}
            </Button>
          </div>
          <div class={styles.row}>
            <Button size="small" whyNot={whyNot} onClick={does('busy')}>
              {phoneWords.busy}
            </Button>
            <Button size="small" whyNot={whyNot} onClick={does('ring_out')}>
              {phoneWords.ringOut}
            </Button>
            <Button size="small" whyNot={whyNot} onClick={does('voicemail')}>
              {phoneWords.voicemail}
            </Button>
          </div>
        </>
      )}
      {(isTalking || is_over) && <Conversation phone={phone} now={now} />}
      {isTalking && (
        <>
          <p class={styles.awaits} role="status">
            {phone.awaits ? phoneWords.awaits(phone.awaits) : ''}
          </p>
          <MessageBox
            whyNot={whyNot}
            send={send}
            onFailure={(failure) => act(() => Promise.reject(failure))}
          />
          <Keypad isOff={whyNot !== null} onPress={(keys) => act(() => send({ command: 'press', keys }))} />
          <div class={styles.answer}>
            <Button size="small" whyNot={whyNot} onClick={does('drop')}>
              {phoneWords.drop}
            </Button>
            <Button kind="danger" whyNot={whyNot} onClick={does('hang_up')}>
              {phoneWords.hangUp}
            </Button>
          </div>
        </>
      )}
      {is_over && (
        <div class={styles.end}>
          <p>{phone.end_reason}</p>
          <Recordings phone={phone} />
          <div class={styles.row}>
            <Button size="small" onClick={() => setSaving(true)}>
              {phoneWords.save}
            </Button>
            <Link to="/calls/$call" params={{ call: sid }}>
              {phoneWords.seeCall}
            </Link>
          </div>
        </div>
      )}
      {isSaving && <TestCase sid={sid} to={phone.to} whyNot={whyNot} onClose={() => setSaving(false)} />}
    </article>
  );
};
