import { present, textIn } from '../api/search-values.js';

interface PlaceSearch {
  /** The call that is made again. */
  again?: string;
  /** The number to call. */
  to?: string;
}

const numberIn = (value: unknown): string | undefined => {
  const text = textIn(value);
  // A router reads +1415… as a number.
  return text !== undefined && /^\d+$/.test(text) ? `+${text}` : text;
};

/** What the address says of the form. */
export const placeSearch = (search: Record<string, unknown>): PlaceSearch =>
  present({ again: textIn(search['again']), to: numberIn(search['to']) });
