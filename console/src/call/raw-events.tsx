import { useState } from 'preact/hooks';
import type { Schema } from '../api/client.js';
import { Button } from '../ui/button.js';
import { callWords } from '../words/call.js';
import { shellWords } from '../words/shell.js';
import styles from './call.module.css';

const words = callWords.raw;

/** All that came, for the curious; written out only once somebody looks. */
export const RawEvents = ({ events }: { events: Schema<'TimelineEvent'>[] }) => {
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const text = isOpen ? JSON.stringify(events, null, 2) : '';
  const copy = async (): Promise<void> => {
    if (!window.isSecureContext || !('clipboard' in navigator)) return setSaid(shellWords.noClipboard);
    await navigator.clipboard.writeText(text);
    setSaid(shellWords.copied);
  };
  return (
    <details class={styles.raw} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.summary(events.length)}</summary>
      {isOpen && (
        <>
          <div class={styles.buttons}>
            <Button size="small" onClick={() => void copy()}>
              {words.copy}
            </Button>
            <span role="status">{said}</span>
          </div>
          <pre tabIndex={0} aria-label={words.title}>
            {text}
          </pre>
        </>
      )}
    </details>
  );
};
