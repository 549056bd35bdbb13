import { useQuery } from '@tanstack/react-query';
import { ApiProblem, toProblem, unreachable } from '../api/problem.js';
import { sessionWords } from '../words/session.js';

/** Who looks at the page, and at what. Source: GET /console/session. */
export interface Session {
  kind: 'key' | 'person' | 'anyone';
  name: string;
  scopes: string[];
  /** Whether nobody has to sign in. */
  is_open: boolean;
  /** Whether calls are simulated: no real phone rings. */
  is_simulated: boolean;
  version: string;
}

const ask = async (): Promise<Session> => {
  const response = await fetch('/console/session', { credentials: 'same-origin' }).catch(() => null);
  if (!response) throw unreachable();
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toProblem(response, body);
  return body as Session;
};

export const SESSION_KEY = ['session'] as const;

export const useSessionQuery = () => useQuery({ queryKey: SESSION_KEY, queryFn: ask, staleTime: 60_000 });

/** The session of a page inside the shell, which shows no page without one. */
export const useSession = (): Session => {
  const { data } = useSessionQuery();
  if (!data) throw new Error('Only pages inside the shell know the session');
  return data;
};

/** Null where the person may; else why not, for a button that is there and cannot be used. */
export const whyNot = (session: Session, scope: string): string | null =>
  session.scopes.includes(scope) || session.scopes.includes('admin') ? null : sessionWords.mayNot(scope);

/** Leads to the page for signing in, and back here after it. */
export const signIn = (): void => {
  const next = location.pathname + location.search;
  location.assign(`/sign-in?${new URLSearchParams({ next }).toString()}`);
};

/** Whether the person has to sign in, anew. */
export const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;
