import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'preact/hooks';
import { isSignedOut, type Session, signIn, useSessionQuery } from '../session/session.js';
import { Loading } from '../ui/loading.js';
import { ProblemNote } from '../ui/problem-note.js';
import { sessionWords } from '../words/session.js';
import { shellWords } from '../words/shell.js';
import { PAGES } from './pages.js';
import { PaletteKey } from './palette-key.js';
import styles from './shell.module.css';
import { SignOut } from './sign-out.js';
import { ThemeChoice } from './theme-choice.js';

const Navigation = ({ session }: { session: Session }) => (
  <nav class={styles.pages} aria-label={shellWords.menu}>
    {PAGES.filter(({ isShown }) => isShown?.(session) ?? true).map(({ to, label }) => (
      <Link key={to} to={to} activeProps={{ class: styles.current }}>
        {label}
      </Link>
    ))}
    <a href="/docs">{shellWords.nav.docs}</a>
  </nav>
);

/** What a person must not mistake: whether real phones ring. */
const Mode = ({ session }: { session: Session }) => (
  <span class={session.is_simulated ? styles.simulated : styles.live}>
    {session.is_simulated ? sessionWords.simulated : sessionWords.live}
  </span>
);

const Account = ({ session }: { session: Session }) => (
  <div class={styles.account}>
    <ThemeChoice />
    {session.kind === 'anyone' ? (
      <span>{sessionWords.open}</span>
    ) : (
      <>
        <span>{sessionWords.signedInAs(session.name)}</span>
        <SignOut />
      </>
    )}
  </div>
);

/** A new page is announced and read from its top, as if it had been loaded. */
const useFocusOnNavigation = () => {
  const main = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
};

/** What stands around every page. */
export const Shell = () => {
  const { data: session, error, refetch } = useSessionQuery();
  const main = useFocusOnNavigation();
  const mustSignIn = isSignedOut(error);
  useEffect(() => {
    if (mustSignIn) signIn();
  }, [mustSignIn]);
  if (!session) {
    return error && !mustSignIn ? (
      <div class={styles.alone}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </div>
    ) : (
      <Loading />
    );
  }
  return (
    <div class={styles.shell}>
      <a class={styles.skip} href="#main">
        {shellWords.skip}
      </a>
      <header class={styles.header}>
        <Link to="/calls" className={styles.product ?? ''}>
          {shellWords.product}
        </Link>
        <Mode session={session} />
        <Navigation session={session} />
        <Account session={session} />
      </header>
      <main id="main" class={styles.main} tabIndex={-1} ref={main}>
        <Outlet />
        <PaletteKey />
      </main>
    </div>
  );
};
