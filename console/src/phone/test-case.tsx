import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Loading } from '../ui/loading.js';
import { ProblemNote } from '../ui/problem-note.js';
import { saveFile } from '../ui/save-file.js';
import { phoneWords } from '../words/phone.js';
import styles from './handset.module.css';
import { readTestCase, removeCallee, setCallee } from './phone-api.js';
import { useAct } from './use-act.js';

interface Props {
  sid: string;
  to: string;
  whyNot: string | null;
  onClose: () => void;
}

const { case: words } = phoneWords;

/** What was done in a call, as settings with which a number does it again. */
export const TestCase = ({ sid, to, whyNot, onClose }: Props) => {
  const [settings, setSettings] = useState<object | null>(null);
  const [said, setSaid] = useState('');
  const [isPlaying, setPlaying] = useState(false);
  const { error, act } = useAct();
  const shown = useRef<HTMLPreElement>(null);
  const text = JSON.stringify(settings, null, 2);
  useEffect(() => act(async () => setSettings(await readTestCase(sid))), [sid]);

  const copy = async (): Promise<void> => {
    if (window.isSecureContext && 'clipboard' in navigator) {
      await navigator.clipboard.writeText(text);
      setSaid(words.copied);
      return;
    }
    if (shown.current) getSelection()?.selectAllChildren(shown.current);
    setSaid(words.selected);
  };
  const download = (): void =>
    saveFile(`callee-${to.slice(-4)}.json`, new Blob([text], { type: 'application/json' }));
  const play = async (): Promise<void> => {
    if (isPlaying) await removeCallee(to);
    else if (settings) await setCallee(to, settings);
    setPlaying(!isPlaying);
    setSaid(isPlaying ? words.forgotten : words.playing);
  };
  return (
    <Dialog isOpen onClose={onClose} title={words.title} description={words.text(to)}>
      <ProblemNote error={error} />
      {settings ? (
        <pre ref={shown} class={styles.json} tabIndex={0}>
          {text}
        </pre>
      ) : (
        !error && <Loading />
      )}
      <p role="status">{said}</p>
      <div class={styles.row}>
        <Button kind="primary" onClick={() => act(copy)}>
          {words.copy}
        </Button>
        <Button onClick={download}>{words.download}</Button>
        <Button whyNot={whyNot} onClick={() => act(play)}>
          {isPlaying ? words.forget(to) : words.play(to)}
        </Button>
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  );
};
