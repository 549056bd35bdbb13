/** What is asked of Twilio about an attempt, each part on its own: none waits for another, none fails with another. */
export const CALL_PARTS = [
  'submission',
  'status',
  'recordings',
  'transcriptions',
  'notifications',
  'price',
] as const;
export type CallPart = (typeof CALL_PARTS)[number];

/** How a part was asked for. */
export interface Asked {
  /** How often in a row it was asked in vain. */
  tries: number;
  /** The last time. */
  at: Date;
  /** Twilio has told all that there is. */
  done?: true;
  /** Since when Twilio denies to know the call. */
  absentSince?: Date;
}

/** How a part of an attempt was asked for. Where an attempt was undone, the next has its number, and another `createdAt`. */
export interface AskedPart {
  n: number;
  createdAt: Date;
  part: CallPart;
  asked: Asked;
}

export type AskedParts = Partial<Record<CallPart, Asked>>;

/** 0 no end is known, 1 more is to be learnt of one that has ended or has no clear answer, 2 no more than its price. */
export const URGENCIES = [0, 1, 2] as const;
export type Urgency = (typeof URGENCIES)[number];

/** When Twilio is to be asked about a call unless news come first, and how urgent that is. */
/** Twilio is asked so soon, in milliseconds, what became of a request to dial that got no clear answer. */
export const UNCLEAR_MS = 20_000;

export interface Check {
  urgency: Urgency;
  at: Date;
}

/** A call whose check is due, as it was found. */
export interface DueCall {
  id: string;
  check: Check;
}
