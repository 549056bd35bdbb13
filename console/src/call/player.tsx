import { useEffect, useRef, useState } from 'preact/hooks';
import type WaveSurfer from 'wavesurfer.js';
import { toProblem, unreachable } from '../api/problem.js';
import { useChange } from '../api/use-change.js';
import { Button } from '../ui/button.js';
import { ProblemNote } from '../ui/problem-note.js';
import { callWords } from '../words/call.js';
import styles from './call.module.css';

const words = callWords.recordings;
const STEP_SECONDS = 2;
/** Of what is longer no waveform is drawn: it would be read whole before its first second is heard. */
const LONGEST_DRAWN_SECONDS = 600;

const pathOf = (sid: string): string => `/recordings/${encodeURIComponent(sid)}/media`;

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** Says what is wrong before a player, which could only say that it does not play. Throws ApiProblem. */
const check = async (sid: string): Promise<void> => {
  const response = await fetch(pathOf(sid), {
    headers: { Range: 'bytes=0-0', Accept: 'application/problem+json, audio/*' },
  }).catch(() => null);
  if (!response) throw unreachable();
  if (!response.ok) throw toProblem(response, await response.json().catch(() => null));
  await response.arrayBuffer();
};

const colour = (element: HTMLElement, name: string): string =>
  getComputedStyle(element).getPropertyValue(name).trim();

/** Draws the sound that the element plays. */
const draw = async (container: HTMLElement, media: HTMLAudioElement, sid: string): Promise<WaveSurfer> => {
  const { default: Wave } = await import('wavesurfer.js');
  const probe = document.createElement('span');
  probe.className = styles.probe ?? '';
  container.append(probe);
  const waveColor = colour(probe, 'color');
  const progressColor = colour(probe, 'background-color');
  probe.remove();
  return Wave.create({
    container,
    media,
    url: pathOf(sid),
    height: 64,
    barWidth: 2,
    barGap: 1,
    barRadius: 2,
    normalize: true,
    waveColor,
    progressColor,
    cursorColor: progressColor,
    dragToSeek: true,
    cspNonce: document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce,
  });
};

const Sound = ({ sid, seconds }: { sid: string; seconds: number | null }) => {
  const place = useRef<HTMLDivElement>(null);
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [now, setNow] = useState(0);
  const [all, setAll] = useState(seconds ?? 0);
  const isDrawn = (seconds ?? 0) <= LONGEST_DRAWN_SECONDS;
  useEffect(() => {
    const media = audio.current;
    if (!media || !place.current || !isDrawn) return undefined;
    let wave: WaveSurfer | null = null;
    let isGone = false;
    void draw(place.current, media, sid).then((made) => {
      if (isGone) made.destroy();
      else wave = made;
    });
    return () => {
      isGone = true;
      wave?.destroy();
    };
  }, [sid, isDrawn]);
  const toggle = (): void => {
    if (audio.current?.paused) void audio.current.play();
    else audio.current?.pause();
  };
  const move = (to: number): void => {
    if (audio.current) audio.current.currentTime = Math.min(Math.max(0, to), all);
  };
  return (
    <div class={styles.sound}>
      {/* What is said in it is written beside it. */}
      <audio
        ref={audio}
        preload="auto"
        src={isDrawn ? undefined : pathOf(sid)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setNow(currentTarget.currentTime)}
        onDurationChange={({ currentTarget }) =>
          Number.isFinite(currentTarget.duration) && setAll(currentTarget.duration)
        }
      />
      <div ref={place} class={styles.wave} title={words.waveform} />
      <div class={styles.controls}>
        <Button kind="primary" size="small" onClick={toggle}>
          {isPlaying ? words.pause : words.play}
        </Button>
        <input
          type="range"
          aria-label={words.seek}
          aria-valuetext={words.at(clock(now), clock(all))}
          min={0}
          max={all || 1}
          step={STEP_SECONDS / 4}
          value={now}
          onInput={({ currentTarget }) => move(Number(currentTarget.value))}
        />
        <span class={styles.clock}>{`${clock(now)} / ${clock(all)}`}</span>
      </div>
    </div>
  );
};

/** A recording to be heard; nothing of it is fetched until somebody asks for it. */
export const Player = ({ sid, seconds }: { sid: string; seconds: number | null }) => {
  const asking = useChange({ mutationFn: () => check(sid) });
  if (asking.isSuccess) return <Sound sid={sid} seconds={seconds} />;
  return (
    <div class={styles.unheard}>
      <Button kind="primary" onClick={() => asking.mutate()}>
        {asking.isPending ? words.loading : words.listen}
      </Button>
      <ProblemNote error={asking.error} />
    </div>
  );
};
