import { createHash } from 'node:crypto';

/** Names a webhook by all that it says: no two of Twilio's say the same, however often one of them is delivered. */
export const contentOf = (fields: Record<string, string>): string => {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url');
};
