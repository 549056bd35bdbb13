import type { Part } from '../../storage/content-store.js';

const RANGE = /^bytes=(\d*)-(\d*)$/;

/** The part of so many bytes that one range means; null where there is no such part (RFC 9110). */
export const partOf = (range: string, size: number): Part | null => {
  const [, from = '', to = ''] = RANGE.exec(range) ?? [];
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return first <= last ? { first, last } : null;
};
