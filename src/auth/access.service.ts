import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { needsNoKey } from '../config/access-mode.js';
import { Environment } from '../config/environment.js';
import { InvalidCredentialError, UnauthenticatedError } from './auth.errors.js';
import type { Asking, CredentialReader } from './credential-reader.js';
import { ANYONE, type Principal } from './principal.js';
import type { ProofReader, ProvenRequest } from './proof-reader.js';

/** Tells who asks. */
@Injectable()
export class AccessService {
  private readonly readers: CredentialReader[] = [];
  private readonly proofs = new Map<string, ProofReader>();

  constructor(private readonly environment: Environment) {}

  /** Another way of saying who asks. Called at start. */
  add(reader: CredentialReader): void {
    this.readers.push(reader);
  }

  /** How a sort of proof is read. Called at start. */
  addProof(sort: string, reader: ProofReader): void {
    this.proofs.set(sort, reader);
  }

  /** Who asks by a proof of this sort; null where none is shown. Throws InvalidProofError. */
  prove(sort: string, request: ProvenRequest): Principal | null {
    return this.proofs.get(sort)?.read(request) ?? null;
  }

  /**
   * Who asks. Where nobody needs a key it is anyone, who may do everything; a good credential still tells the name.
   * Throws UnauthenticatedError, InvalidCredentialError.
   */
  async identify(request: IncomingMessage, asking: Asking = 'use'): Promise<Principal> {
    const found = await this.read(request, asking);
    if (needsNoKey(this.environment))
      return typeof found === 'object' && found ? { ...found, scopes: ANYONE.scopes } : ANYONE;
    if (found === 'invalid') throw new InvalidCredentialError();
    if (!found) throw new UnauthenticatedError();
    return found;
  }

  /** One that is not good spoils the others: what is checked is what is used. */
  private async read(request: IncomingMessage, asking: Asking): Promise<Principal | 'invalid' | null> {
    const found = await Promise.all(this.readers.map((reader) => reader.read(request, asking)));
    const credentials = found.filter((each) => each !== null);
    return credentials.length > 1 ? 'invalid' : (credentials[0] ?? null);
  }
}
