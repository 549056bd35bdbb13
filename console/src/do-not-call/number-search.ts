import { present, textIn } from '../api/search-values.js';

/** A number as people write it, without what is between its digits. */
export const tidyNumber = (text: string): string => text.replaceAll(/[\s().-]/g, '');

/** What the address says of the page: which number is looked up. The router reads `+1415…` as a number. */
export const numberSearch = (search: Record<string, unknown>): { number?: string } => {
  const text = textIn(search['number']);
  if (text === undefined) return {};
  const tidy = tidyNumber(text);
  return present({ number: /^\d/.test(tidy) ? `+${tidy}` : tidy });
};
