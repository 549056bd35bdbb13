import type { IncomingMessage } from 'node:http';
import type { Principal } from './principal.js';

/** One way of saying who asks, such as an API key or a session. */
export abstract class CredentialReader {
  /** Who asks; null where the request says nothing of this sort, `invalid` where what it says is not good. */
  abstract read(request: IncomingMessage): Promise<Principal | 'invalid' | null>;
}
