import type { Retained } from '../../retention/retained.js';

/** The calls that have fields of callbacks which are older than they are kept. */
export abstract class AgingCallsRepository {
  /** The oldest that were made before, without the first few. */
  abstract findOlder(before: Date, skip: number, limit: number): Promise<Retained[]>;
  /** Takes the fields from its events, in one write; false while the call goes on, or has changed meanwhile. */
  abstract forgetFields(callId: string, at: Date): Promise<boolean>;
  /** Callbacks whose call is not known, or that did not fit theirs. */
  abstract findOlderUnmatched(before: Date, skip: number, limit: number): Promise<Retained[]>;
}
