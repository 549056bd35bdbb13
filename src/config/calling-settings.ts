import { isSupportedCountry } from 'libphonenumber-js/max';
import { LimitSettings } from './limit-settings.js';
import { OptionalRule } from './rule.js';
import { EnvironmentVariable } from './variable.js';

const listOf = (text: string): string[] => text.split(',').map((part) => part.trim());

const isListOf =
  (isPart: (part: string) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every((part) => isPart(String(part)));

/** Who may be called. */
export abstract class CallingSettings extends LimitSettings {
  @EnvironmentVariable({
    name: 'ALLOWED_COUNTRIES',
    group: 'Calling',
    description:
      'Countries that may be called beside the one of TWILIO_FROM_NUMBER: ISO 3166 codes with commas between them, or all. While calls are simulated all may be.',
    defaultNote: 'that one alone',
    fix: 'set for example ALLOWED_COUNTRIES=CA,GB, or leave it empty',
    parse: (text) => listOf(text.toUpperCase()),
  })
  @OptionalRule(
    isListOf((part) => part === 'ALL' || isSupportedCountry(part)),
    'must be countries such as US,CA, or all',
  )
  readonly allowedCountries?: string[];

  @EnvironmentVariable({
    name: 'BLOCKED_PREFIXES',
    group: 'Calling',
    description: 'Numbers that begin so are never called: prefixes in E.164 with commas between them.',
    defaultNote: 'none',
    fix: 'set for example BLOCKED_PREFIXES=+1876,+44909, or leave it empty',
    parse: listOf,
  })
  @OptionalRule(isListOf((part) => /^\+\d{1,15}$/.test(part)), 'must be prefixes of a + and 1 to 15 digits')
  readonly blockedPrefixes?: string[];
}
