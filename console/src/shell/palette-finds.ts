import { callSearch } from '../calls/call-search.js';
import { callsWords } from '../words/calls.js';

/** Something to go to. */
export interface Found {
  label: string;
  to: string;
  search?: object;
}

const ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|CA[0-9a-f]{32})$/i;
const NUMBER = /^\+\d{6,15}$/;

/** What a text may mean: the call with this id or SID, the calls to this number, pages by their names. */
export const foundFor = (text: string, pages: readonly { to: string; label: string }[]): Found[] => {
  const wanted = text.trim();
  const { to } = callSearch({ to: wanted });
  const { call, number } = callsWords.palette;
  return [
    ...(ID.test(wanted) ? [{ label: call(wanted), to: `/calls/${wanted}` }] : []),
    ...(to !== undefined && NUMBER.test(to) ? [{ label: number(to), to: '/calls', search: { to } }] : []),
    ...pages
      .filter(({ label }) => label.toLowerCase().includes(wanted.toLowerCase()))
      .map(({ label, to: page }) => ({ label, to: page })),
  ];
};
