import type { Begun, Ended, Link } from './entry.js';

/** Which acts are listed; what is absent excludes nothing. */
export interface AuditFilter {
  who?: string;
  action?: string;
  resource?: string;
  /** At this moment or after it. */
  from?: Date;
  /** Before this moment. */
  until?: Date;
}

/** Where an entry stands in the list, newest first; entries of one millisecond stand by descending id. */
export interface AuditPosition {
  at: Date;
  id: string;
}

export interface AuditPart {
  pageSize: number;
  after?: AuditPosition;
}

/** An act, with its end where that is known. */
export interface AuditedAct {
  id: string;
  begun: Link & Begun;
  ended?: Link & Ended;
}
