/** What others were told of a call, so that nothing is told twice. */
export interface Said {
  /** How many events there were. */
  count: number;
  /** How often it was fixed what is to be told; absent before the first time. */
  turn?: number;
  /** The final status that was told last. */
  ended?: string;
  /** How far each attempt stood, by its number. */
  ranks: Record<string, number>;
  /** What is told once, such as that a recording is complete; the latest of it. */
  once: string[];
}
