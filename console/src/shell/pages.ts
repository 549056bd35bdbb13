import type { Session } from '../session/session.js';
import { shellWords } from '../words/shell.js';

interface PageLink {
  to: string;
  label: string;
  /** Left out where everybody sees it. */
  isShown?: (session: Session) => boolean;
}

const { nav } = shellWords;

/** The pages in the menu, in its order. */
export const PAGES: readonly PageLink[] = [
  { to: '/calls', label: nav.calls },
  { to: '/place', label: nav.place },
  { to: '/phone', label: nav.phone, isShown: (session) => session.is_simulated },
  { to: '/results', label: nav.results },
  { to: '/operation', label: nav.operation },
  { to: '/users', label: nav.users },
  { to: '/do-not-call', label: nav.doNotCall },
  { to: '/subscriptions', label: nav.subscriptions },
  { to: '/data', label: nav.data },
  { to: '/access', label: nav.access },
  { to: '/audit', label: nav.audit },
];
