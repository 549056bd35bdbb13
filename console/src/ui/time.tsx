import { exactTime, shortTime } from './times.js';

/** A moment in the viewer's zone; the exact one on hover. */
export const Time = ({ at }: { at: string }) => (
  <time dateTime={at} title={exactTime(at)}>
    {shortTime(at)}
  </time>
);
