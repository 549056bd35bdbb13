import type { Call } from '../model/call.js';
import type { Objection } from './attempt-check.js';

/** How things stand for who dials. */
export interface Standing {
  at: Date;
  /** The term of the leader; null for who does not lead. */
  term: string | null;
  /** How often the lists that decide who may be called have changed, as the database has just said. */
  rules: number;
}

/** That a rule forbids a call: its name, a colon, and why; absent `until` means for good. */
export interface Forbidden {
  ruleAndWhy: string;
  until?: Date;
}

/** Whether a call may be dialled depends on what is not known yet, or not any more. */
export const UNSURE = 'unsure';

/** The rules about who may be called. They are asked after all checks, and may have to look something up first. */
export abstract class CallingRules {
  /** Null where nothing stands in the way; awaits nothing. Where it is unsure, `prepare` is to be called first. */
  abstract objectionTo(call: Call, standing: Standing): Objection | typeof UNSURE | null;
  /** Looks up what has to be known of these calls. Fails where that is not possible now. */
  abstract prepare(calls: Call[], standing: Standing): Promise<void>;
  /** An attempt with this key is about to be stored. */
  abstract begun(call: Call, key: string): void;
  /** Its request is about to be written. */
  abstract sending(call: Call, key: string): void;
  /** What became of it is known and stored, or it was not stored; whether it was dialled, or may have been. */
  abstract landed(call: Call, key: string, mayHaveBeenDialled: boolean): void;
  /**
   * The same for who asks for a call that would be dialled then, by what the database says now; `isQueued` where it waits
   * already.
   */
  abstract refusalOf(call: Call, at: Date, isQueued?: boolean): Promise<Forbidden | null>;
}

/** Nobody is kept from being called. */
export class NoCallingRules extends CallingRules {
  objectionTo(): null {
    return null;
  }

  async prepare(): Promise<void> {}

  begun(): void {}

  sending(): void {}

  landed(): void {}

  async refusalOf(): Promise<null> {
    return null;
  }
}
