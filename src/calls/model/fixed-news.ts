/** Something that others are told of a call, with its number and in its words: both stay, whatever becomes known later. */
export interface FixedNews {
  id: string;
  type: string;
  at: Date;
  /** Its number among all that is told of the call, from 1. */
  sequence: number;
  /** JSON. */
  body: string;
}
