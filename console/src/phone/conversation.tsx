import { useEffect, useRef } from 'preact/hooks';
import { phoneWords } from '../words/phone.js';
import styles from './handset.module.css';
import type { Phone, StoryLine } from './phone-state.js';

const SHOWN = new Set(['said', 'played', 'heard', 'pressed', 'recorded']);

/** What was said by typing comes again with its recording. */
const isShown = ({ what, text }: StoryLine, all: readonly StoryLine[]): boolean =>
  SHOWN.has(what) &&
  text !== '' &&
  !(what === 'recorded' && all.some((line) => line.what === 'heard' && text.includes(line.text)));

const isYours = ({ what }: StoryLine): boolean => what !== 'said' && what !== 'played';

/** What was said, the newest at the end and in sight; what Atlas says just now is marked. */
export const Conversation = ({ phone, now }: { phone: Phone; now: number }) => {
  const box = useRef<HTMLDivElement>(null);
  const lines = phone.lines.filter((line) => isShown(line, phone.lines));
  const count = lines.length;
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count]);
  const isBeingSaid = ({ at, seconds = 0 }: StoryLine): boolean =>
    !phone.is_over && now < new Date(at).getTime() + seconds * 1000;
  return (
    <div ref={box} class={styles.conversation} role="log" aria-label={phoneWords.conversation} tabIndex={0}>
      {lines.map((line, index) => (
        <p
          key={`${line.at}-${index}`}
          class={[
            styles.line,
            isYours(line) ? styles.yours : styles.theirs,
            isBeingSaid(line) ? styles.speaking : '',
          ].join(' ')}
        >
          <span class="visually-hidden">{isYours(line) ? phoneWords.you : phoneWords.said}: </span>
          {line.what === 'pressed' ? phoneWords.pressed(line.text) : line.text}
        </p>
      ))}
    </div>
  );
};
