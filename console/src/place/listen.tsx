import { useEffect, useState } from 'preact/hooks';
import { Button } from '../ui/button.js';
import { placeWords } from '../words/place.js';
import styles from './place.module.css';

const voice = (): SpeechSynthesis | undefined =>
  'speechSynthesis' in window ? window.speechSynthesis : undefined;

/** Has the browser say it. */
export const Listen = ({ texts }: { texts: string[] }) => {
  const [isOn, setIsOn] = useState(false);
  useEffect(() => () => voice()?.cancel(), []);
  const stop = (): void => {
    voice()?.cancel();
    setIsOn(false);
  };
  const start = (): void => {
    voice()?.cancel();
    const last = texts.length - 1;
    texts.forEach((text, at) => {
      const saying = new SpeechSynthesisUtterance(text);
      if (at === last) saying.onend = () => setIsOn(false);
      voice()?.speak(saying);
    });
    setIsOn(true);
  };
  return (
    <div>
      <Button
        size="small"
        whyNot={voice() ? null : placeWords.cannotSpeak}
        aria-pressed={isOn}
        onClick={isOn ? stop : start}
      >
        {isOn ? placeWords.stop : placeWords.listen}
      </Button>{' '}
      <span class={styles.note}>{placeWords.listenHint}</span>
    </div>
  );
};
