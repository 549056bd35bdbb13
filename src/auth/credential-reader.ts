import type { IncomingMessage } from 'node:http';
import type { Principal } from './principal.js';

/** A look does not count as use: what is asked by itself, unwatched, is to keep no session open. */
export type Asking = 'use' | 'look';

/** One way of saying who asks, such as an API key or a session. */
export abstract class CredentialReader {
  /** Who asks; null where the request says nothing of this sort, `invalid` where what it says is not good. */
  abstract read(request: IncomingMessage, asking?: Asking): Promise<Principal | 'invalid' | null>;
}
