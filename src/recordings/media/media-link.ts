import { timingSafeEqual } from 'node:crypto';
import type { MediaFormat } from './media-format.js';

/** What a link opens, and until when. */
export interface MediaLink {
  recordingSid: string;
  format: MediaFormat;
  /** Seconds since 1970. */
  expires: number;
}

/** What is signed: a link for one recording, one format and one moment is a link for nothing else. */
export const signedText = ({ recordingSid, format, expires }: MediaLink): string =>
  `media ${recordingSid} ${format} ${expires}`;

/** In constant time for what has the right length. */
export const isSameSignature = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};
