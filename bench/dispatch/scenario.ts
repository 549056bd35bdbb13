import type { BenchOptions } from './options.js';
import type { Stage, StageOptions } from './stage.js';

/** What a scenario may use of the bench. */
export interface Bench {
  options: BenchOptions;
  /** The limits that have kept their bounds, and those that have not. */
  held: Map<number, boolean>;
  /** Says how far it is. */
  print: (line: string) => void;
  /** Runs a deployment on a database of its own. */
  onStage: <T>(options: StageOptions, use: (stage: Stage) => Promise<T>) => Promise<T>;
}

/** What was measured, for people, and which bounds are broken. */
export interface Measured {
  head: string[];
  rows: string[][];
  breaches: string[];
}

/** One question, and how it is measured. */
export interface Scenario {
  name: string;
  title: string;
  /** What is measured and its bounds, in Markdown. */
  says: string;
  measure(bench: Bench): Promise<Measured>;
}
