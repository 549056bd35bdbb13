const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A session ends when nothing was asked in it for so long. */
export const IDLE_MS = 12 * HOUR_MS;
/** It ends after so long in any case. */
export const LONGEST_MS = 7 * 24 * HOUR_MS;
/** How exactly is known when it was last used: not every request is to write. */
const SEEN_EVERY_MS = 5 * MINUTE_MS;
/** Places where one person is signed in at the same time; the oldest gives way. */
export const MOST_SESSIONS = 20;

/** One place where a person is signed in. */
export interface Session {
  tokenHash: string;
  startedAt: Date;
  lastSeenAt: Date;
}

export const newSession = (tokenHash: string, now: Date): Session => ({
  tokenHash,
  startedAt: now,
  lastSeenAt: now,
});

export const isOpen = ({ startedAt, lastSeenAt }: Session, now: Date): boolean =>
  now.getTime() - startedAt.getTime() < LONGEST_MS && now.getTime() - lastSeenAt.getTime() < IDLE_MS;

/** Whether it is to be noted that the session is in use. */
export const isToBeNoted = ({ lastSeenAt }: Session, now: Date): boolean =>
  now.getTime() - lastSeenAt.getTime() >= SEEN_EVERY_MS;
