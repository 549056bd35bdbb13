/** By what somebody's documents are found. */
export interface Traces {
  /** The account, where it is a user's. */
  userId?: string;
  /** What a user goes by in calls: the id and the external id. */
  handles: string[];
  /** E.164, in each spelling that may be stored. */
  numbers: string[];
  /** Some of the calls, not more than can be looked for at once. */
  callIds: string[];
  /** Twilio's SIDs of these calls. */
  callSids: string[];
  /** What may be written of somebody anew, such as that they are not to be called, is meant only where it was written by then. */
  until?: Date;
}

/** The same, and the erasure that they are looked for in. */
export interface ErasureTraces extends Traces {
  erasureId: string;
}

/** Somebody without calls. */
export const NO_TRACES: Traces = { handles: [], numbers: [], callIds: [], callSids: [] };

/**
 * What one collection holds of persons. A provider of this class is found by the room `privacy`, whichever room has it; a
 * test refuses a collection that has none, and is not said to hold nothing of a person either.
 */
export abstract class PersonalData {
  /** The collection's name. */
  abstract readonly collection: string;
  /** What is left of its documents after an erasure, and why; null where nothing is. */
  abstract readonly kept: string | null;

  /** Each document that holds something of them, for them to read; none once that is erased. */
  abstract export(traces: Traces): AsyncIterable<object>;

  /** How many there are of these. */
  async count(traces: Traces): Promise<number> {
    let count = 0;
    for await (const _ of this.export(traces)) count += 1;
    return count;
  }

  /** Takes out of each of these documents what tells of a person, or removes it. Whatever was done already is left as it is. */
  abstract erase(traces: ErasureTraces): Promise<void>;

  /** Has what nobody here was told of one call deleted where it is; asks there. False where it was not told of all. */
  async findElsewhere(_traces: Traces): Promise<boolean> {
    // Most are nowhere else.
    return true;
  }

  /** How many of what was erased here are still somewhere else. They are tried again by themselves. */
  async countElsewhere(_traces: Traces): Promise<number> {
    return 0;
  }
}
