import type { StoreName } from '../../storage/content-store.js';
import { MEDIA_FORMATS, type MediaFormat } from '../media/media-format.js';

/**
 * waiting: it is to be copied; copied: the copy was read back, and Twilio has the recording too; moved: Twilio has it no
 * more; absent: Twilio never had its sound; removed: the copy is deleted with the recording.
 */
export type CopyStage = 'waiting' | 'copied' | 'moved' | 'absent' | 'removed';

/** One sound as it is kept, and what it is proved by. */
export interface CopiedSound {
  format: MediaFormat;
  size: number;
  sha256: string;
}

/** What became of copying a recording. */
export interface Copy {
  stage: CopyStage;
  /** Each try has its own number, so that one that was overtaken changes nothing. */
  tries: number;
  /** In a row. */
  failures: number;
  /** When something is to be done next; absent where nothing is. */
  tryAt?: Date;
  /** Until then somebody may be at it. */
  busyUntil?: Date;
  /** Where something of it may lie. */
  stores?: StoreName[];
  /** When it was read back whole, where it is, and what of it there is. */
  at?: Date;
  store?: StoreName;
  sounds?: CopiedSound[];
}

/** A copy that is whole. */
export type WholeCopy = Copy & Required<Pick<Copy, 'at' | 'store' | 'sounds'>>;

/** One whose turn has come. */
export interface DueCopy {
  sid: string;
  tries: number;
}

/** What a try came to; what is not told stays as it is. */
export interface CopyResult {
  stage?: CopyStage;
  failures: number;
  tryAt?: Date;
  whole?: Pick<WholeCopy, 'at' | 'store' | 'sounds'>;
}

/** Who copies is given so long before somebody else does. */
export const COPY_LEASE_MS = 1_200_000;

/** The same for each try, so that there is one copy of each sound. */
export const keyOf = (sid: string, format: MediaFormat): string => `${sid}.${format}`;

/** Whatever there may be of it. */
export const keysOf = (sid: string): string[] => MEDIA_FORMATS.map((format) => keyOf(sid, format));

export const wholeCopy = (copy: Copy | undefined): WholeCopy | null => {
  if (copy?.stage !== 'copied' && copy?.stage !== 'moved') return null;
  const { at, store, sounds } = copy;
  return at && store && sounds ? { ...copy, at, store, sounds } : null;
};
