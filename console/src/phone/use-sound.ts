import { useEffect, useRef } from 'preact/hooks';
import type { Phone } from './phone-state.js';

const RING_EACH_MS = 3000;

const canSpeak = (): boolean => 'speechSynthesis' in window;

/** Two short tones, as telephones ring. */
const ring = (context: AudioContext): void => {
  for (const [hertz, after] of [
    [440, 0],
    [480, 0.05],
  ] as const) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    volume.gain.value = 0.06;
    tone.frequency.value = hertz;
    tone.connect(volume).connect(context.destination);
    tone.start(context.currentTime + after);
    tone.stop(context.currentTime + 1);
  }
};

/** Says aloud what Atlas says from now on, and rings while a phone does. */
export const useSound = (isOn: boolean, phones: readonly Phone[]): void => {
  const said = useRef('');
  const isRinging = phones.some(({ status }) => status === 'ringing');
  useEffect(() => {
    if (!isOn) said.current = new Date().toISOString();
    if (!isOn || !canSpeak()) return;
    const lines = phones.filter(({ is_over }) => !is_over).flatMap((phone) => phone.lines);
    const fresh = lines.filter(({ what, at }) => what === 'said' && at > said.current);
    for (const { text } of fresh) speechSynthesis.speak(new SpeechSynthesisUtterance(text));
    said.current = fresh.map(({ at }) => at).reduce((a, b) => (a > b ? a : b), said.current);
  }, [isOn, phones]);
  useEffect(() => {
    if (!isOn || !isRinging) return;
    const context = new AudioContext();
    ring(context);
    const timer = setInterval(() => ring(context), RING_EACH_MS);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [isOn, isRinging]);
  useEffect(() => () => (canSpeak() ? speechSynthesis.cancel() : undefined), [isOn]);
};
