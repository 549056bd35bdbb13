import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { phoneWords } from '../words/phone.js';
import styles from './handset.module.css';
import { mayHaveMicrophone, openMicrophone } from './microphone.js';

const SPEAKING_EACH_MS = 20_000;
/** Where there is nothing more to hear but what was written: one silent sample. */
const NOTHING = 'AAA=';

interface Props {
  whyNot: string | null;
  send: (command: object) => Promise<unknown>;
  onFailure: (error: unknown) => void;
}

/** Says something, by typing or by microphone. */
export const MessageBox = ({ whyNot, send, onFailure }: Props) => {
  const [text, setText] = useState('');
  const [spoken, setSpoken] = useState(0);
  const [isRefused, setRefused] = useState(false);
  const [stop, setStop] = useState<(() => void) | null>(null);
  const toldAt = useRef(0);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const inTurn = (command: object): void => {
    queue.current = queue.current.then(() => send(command)).catch(onFailure);
  };
  useEffect(() => () => stop?.(), [stop]);
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );

  const type = (value: string): void => {
    setText(value);
    if (value === '' || Date.now() - toldAt.current < SPEAKING_EACH_MS) return;
    toldAt.current = Date.now();
    inTurn({ command: 'start_speaking' });
  };
  const say = (): void => {
    if (text.trim() === '') return;
    inTurn({ command: 'say', text: text.trim() });
    setText('');
    toldAt.current = 0;
  };
  const speak = async (): Promise<void> => {
    setSpoken(0);
    inTurn({ command: 'start_speaking' });
    try {
      const close = await openMicrophone((pcm, seconds) => {
        setSpoken((before) => before + seconds);
        inTurn({ command: 'sound', pcm });
      });
      // The person may have answered the browser's question long after this was gone.
      if (isGone.current) close();
      else setStop(() => close);
    } catch {
      setRefused(true);
    }
  };
  const end = (): void => {
    stop?.();
    setStop(null);
    inTurn({ command: 'sound', pcm: NOTHING, ...(text.trim() && { text: text.trim() }) });
    setText('');
  };
  const hint = (): string => {
    if (stop) return phoneWords.recording(Math.round(spoken));
    if (isRefused) return phoneWords.refusedMicrophone;
    return mayHaveMicrophone() ? phoneWords.messageHint : phoneWords.noMicrophone;
  };
  return (
    <form
      class={styles.message}
      onSubmit={(event) => {
        event.preventDefault();
        if (stop) end();
        else say();
      }}
    >
      <Field label={phoneWords.message} hint={hint()}>
        {(control) => (
          <input
            {...control}
            type="text"
            autoComplete="off"
            maxLength={2000}
            value={text}
            disabled={whyNot !== null}
            onInput={({ currentTarget }) => type(currentTarget.value)}
          />
        )}
      </Field>
      <div class={styles.row}>
        {stop ? (
          <Button kind="danger" size="small" onClick={end}>
            {phoneWords.stop}
          </Button>
        ) : (
          <>
            <Button kind="primary" size="small" type="submit" whyNot={whyNot}>
              {phoneWords.say}
            </Button>
            {mayHaveMicrophone() && (
              <Button size="small" whyNot={whyNot} onClick={() => void speak()}>
                {phoneWords.record}
              </Button>
            )}
          </>
        )}
      </div>
    </form>
  );
};
