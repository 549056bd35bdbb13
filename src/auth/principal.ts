import { type Scope, SCOPES } from './scope.js';

/** Who asks. */
export interface Principal {
  kind: 'key' | 'person' | 'anyone';
  /** `key:<id>`, `person:<id>`, `link:<what it opens>` or `everyone`: for logs, and to tell one caller's things from another's. */
  id: string;
  /** For people. */
  name: string;
  scopes: ReadonlySet<Scope>;
}

/** Everybody, where nobody needs a key. */
export const ANYONE: Principal = { kind: 'anyone', id: 'everyone', name: 'anyone', scopes: new Set(SCOPES) };

/** The id of who is known to ask; undefined where it is anybody. */
export const knownId = (id: string): string | undefined => (id === ANYONE.id ? undefined : id);

/** A request whose caller AccessGuard has let through. */
export interface IdentifiedRequest {
  principal?: Principal;
}

/** Who asks, or a plain error on a public route, where nobody was asked for. */
export const principalOf = ({ principal }: IdentifiedRequest): Principal => {
  if (!principal) throw new Error('Only a route with @RequireScope(…) knows who asks');
  return principal;
};
