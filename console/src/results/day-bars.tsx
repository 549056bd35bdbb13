import { resultsWords } from '../words/results.js';
import styles from './results.module.css';

/** How a part of a bar looks. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'accent';

export interface DayBar {
  day: string;
  parts: { name: string; value: number; tone: Tone }[];
  /** What is said of the day, in place of its parts. */
  text?: string;
}

const WIDTH = 720;
const HEIGHT = 160;

interface Props {
  /** What it shows, for who cannot see it; its numbers are in the table below. */
  label: string;
  bars: DayBar[];
  /** The value at the top, where that is not the greatest. */
  top?: number;
}

const sumOf = ({ parts }: DayBar): number => parts.reduce((sum, { value }) => sum + value, 0);

const textOf = ({ day, parts, text }: DayBar): string => {
  const said = parts
    .filter(({ value }) => value > 0)
    .map(({ name, value }) => `${name} ${resultsWords.count(value)}`);
  return `${resultsWords.day(day)}: ${text ?? (said.join(', ') || '0')}`;
};

/** A bar for each day, in parts that stand on each other. */
export const DayBars = ({ label, bars, top }: Props) => {
  const most = top ?? Math.max(1, ...bars.map(sumOf));
  const step = WIDTH / Math.max(1, bars.length);
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <figure class={styles.chart}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} preserveAspectRatio="none">
        {bars.map((bar, i) => {
          let y = HEIGHT;
          return (
            <g key={bar.day}>
              <title>{textOf(bar)}</title>
              <rect x={i * step} y={0} width={step} height={HEIGHT} class={styles.hit} />
              {bar.parts.map(({ name, value, tone }) => {
                const height = (value / most) * HEIGHT;
                y -= height;
                return (
                  <rect
                    key={name}
                    x={i * step + step * 0.1}
                    y={y}
                    width={step * 0.8}
                    height={height}
                    class={styles[tone]}
                  />
                );
              })}
            </g>
          );
        })}
      </svg>
      <figcaption class={styles.axis}>
        <span>{first && resultsWords.day(first.day)}</span>
        <span>{last && last !== first && resultsWords.day(last.day)}</span>
      </figcaption>
    </figure>
  );
};
