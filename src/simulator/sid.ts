import { randomBytes } from 'node:crypto';

/** The two letters that say what a SID names. Source: Twilio's API description. */
export type SidPrefix = 'AC' | 'CA' | 'RE' | 'TR' | 'NO' | 'GT';

/** A new identifier: the prefix and 32 hexadecimal digits. */
export const newSid = (prefix: SidPrefix): string => prefix + randomBytes(16).toString('hex');

export const isSid = (prefix: SidPrefix, text: string): boolean =>
  text.startsWith(prefix) && /^[0-9a-f]{32}$/i.test(text.slice(2));
