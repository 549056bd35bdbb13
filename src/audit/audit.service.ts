import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../common/domain-error.js';
import { Clock } from '../common/time/clock.service.js';
import { toDatabaseError } from '../database/database.errors.js';
import { SecretsService } from '../secrets/secrets.service.js';
import { AuditUnavailableError } from './audit.errors.js';
import { ChainService } from './chain.service.js';
import { type Act, type Entry, idOf, type Result } from './entry.js';

/** UUIDs and the SIDs of Twilio: nobody is known by them. */
const ID = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[A-Z]{2}[0-9a-f]{32})$/;

/** A client gives up after some 15 s: it is told before that nothing was done. */
const BEGIN_WITHIN_MS = 10_000;

/** An act that is written down, and may be carried out. */
export interface WrittenAct {
  id: string;
  act: Act;
}

/** What a command does, such as `keys.revoke`, to a thing of this type; its id, where it is known before. */
export interface CommandAct {
  action: string;
  type: string;
  id?: string;
}

/** A client's address, and the id of its request. */
export interface Origin {
  address?: string;
  requestId?: unknown;
}

/** Writes down who does what, before it is done, and what came of it. */
@Injectable()
export class AuditService {
  private readonly logger = new Logger('Audit');

  constructor(
    private readonly chain: ChainService,
    private readonly secrets: SecretsService,
    private readonly clock: Clock,
  ) {}

  /** Ends once the act is stored. Throws DatabaseUnavailableError, AuditUnavailableError: then it must not be done. */
  async begin(act: Act): Promise<WrittenAct> {
    try {
      let entry: Entry | undefined;
      const writing = this.chain.append({ kind: 'begun', ...act }).then((written) => {
        entry = written;
      });
      await this.clock.atMost(BEGIN_WITHIN_MS, writing);
      if (entry) return { id: idOf(entry), act };
    } catch (error) {
      throw toDatabaseError(error) ?? new AuditUnavailableError(error);
    }
    // Nothing is done: should the entry come to be stored all the same, nobody can tell from it what came of the act.
    throw new AuditUnavailableError();
  }

  /** Never fails: what is done is done, and without this nobody can tell from the log what came of it. */
  async end({ id, act: { who, action, resource } }: WrittenAct, result: Result): Promise<void> {
    const { outcome, status, resource: made } = result;
    const known = resource === undefined && made !== undefined ? { resource: made } : {};
    try {
      await this.chain.append({
        kind: 'ended',
        of: id,
        who,
        action,
        outcome,
        ...known,
        ...(status && { status }),
      });
    } catch (error) {
      this.logger.error(
        `What came of ${id} (${action}) is not in the audit log: ${outcome} ${status ?? ''}`,
        error,
      );
    }
  }

  /** Does what somebody asked for between its two entries. `madeOf` names what it made or changed, where the act could not. */
  async carryOut<T>(act: Act, work: () => Promise<T>, madeOf?: (done: T) => string): Promise<T> {
    const begun = await this.begin(act);
    try {
      const done = await work();
      await this.end(begun, { outcome: 'done', ...(madeOf && { resource: madeOf(done) }) });
      return done;
    } catch (error) {
      const isRefused = error instanceof DomainError && error.kind !== 'unavailable';
      await this.end(begun, { outcome: isRefused ? 'refused' : 'failed' });
      throw error;
    }
  }

  /** The same for a command, which answers the id of what it made or changed. */
  async command({ action, type, id }: CommandAct, work: () => Promise<string>): Promise<void> {
    const resource = id === undefined ? {} : { resource: this.resource(type, id) };
    await this.carryOut({ who: 'cli', action, ...resource }, work, (made) => this.resource(type, made));
  }

  /** Where a request comes from, as far as the log is to know. */
  origin({ address, requestId }: Origin): Pick<Act, 'address' | 'requestId'> {
    return {
      ...(address !== undefined && { address: this.hash(address) }),
      ...(typeof requestId === 'string' && { requestId: this.idOrHash(requestId) }),
    };
  }

  /** `call:CA…`; what is not an id of ours or Twilio's is kept as a keyed hash, for it may be a number or a name. */
  resource(type: string, id: string): string {
    return `${type}:${this.idOrHash(id)}`;
  }

  private idOrHash(text: string): string {
    return ID.test(text) ? text : this.hash(text);
  }

  private hash(text: string): string {
    return `hash-${this.secrets.hash('audit', text)}`;
  }
}
