const HOUR_MS = 3_600_000;

/** What a one-time link is for. */
export type LinkPurpose = 'invitation' | 'reset';

/** How long each may be opened. */
export const LINK_HOURS: Readonly<Record<LinkPurpose, number>> = { invitation: 72, reset: 1 };

/** A one-time link by which a person chooses a password. */
export interface Link {
  tokenHash: string;
  expiresAt: Date;
}

export const newLink = (tokenHash: string, purpose: LinkPurpose, now: Date): Link => ({
  tokenHash,
  expiresAt: new Date(now.getTime() + LINK_HOURS[purpose] * HOUR_MS),
});

/** Where a one-time link leads. Behind the # it is sent to no server, and stands in no log. */
export const linkUrl = (baseUrl: string, token: string): string => `${baseUrl}/sign-in#token=${token}`;
