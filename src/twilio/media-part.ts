import type { MediaAnswer } from './media-answer.js';

const PART = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/;
const ASKED = /^bytes=(\d*)-(\d*)$/;

/** Whether what came is the part that was asked for: a player puts it where it asked, whatever it is. */
export const isPartAsked = (range: string, headers: MediaAnswer['headers']): boolean => {
  const came = PART.exec(headers['content-range'] ?? '');
  const asked = ASKED.exec(range);
  if (!came || !asked) return false;
  const [first, last] = [Number(came[1]), Number(came[2])];
  const length = headers['content-length'];
  if (last < first || (length !== undefined && Number(length) !== last - first + 1)) return false;
  const [, from = '', to = ''] = asked;
  if (from !== '') return first === Number(from) && (to === '' || last <= Number(to));
  const isEnd = came[3] === '*' || last === Number(came[3]) - 1;
  return isEnd && last - first < Number(to);
};
