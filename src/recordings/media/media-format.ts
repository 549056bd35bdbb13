export const MEDIA_FORMATS = ['mp3', 'wav'] as const;
export type MediaFormat = (typeof MEDIA_FORMATS)[number];

/** One range of bytes, which is all that players ask for; of several no part is told apart from another. */
const ONE_RANGE = /^bytes=(?:(\d{1,15})-(\d{0,15})|-\d{1,15})$/;

/** The range that is asked for; anything else is left out, and the whole is answered (RFC 9110). */
export const oneRange = (header: string | undefined): string | undefined => {
  const [range, first, last] = ONE_RANGE.exec(header ?? '') ?? [];
  return last && Number(last) < Number(first) ? undefined : range;
};
