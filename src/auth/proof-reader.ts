import type { Principal } from './principal.js';

/** What of a request a proof is about: the parameters of its route's path, and its query. */
export interface ProvenRequest {
  params: Readonly<Record<string, unknown>>;
  query: Readonly<Record<string, unknown>>;
}

/** One sort of proof that lets a single request in, and opens nothing else. */
export abstract class ProofReader {
  /** Who asks; null where the request shows no such proof. Throws InvalidProofError where it is not, or no longer, good. */
  abstract read(request: ProvenRequest): Principal | null;
}
