import { NO_FAULTS } from './faults/fault-rates.js';
import { CALLEE_TABLE, DEFAULT_CALLEE } from './callees/callee-table.js';

const row = (number: string, does: string): string => `  ${number.padEnd(12)}${does}`;

/** What `npm run simulator -- --help` prints. */
export function helpText(): string {
  return [
    'A stand-in for Twilio, on this machine only. Calls are simulated: nobody is called.',
    '',
    'Usage: npm run simulator [-- --help]',
    '',
    'It is set by SIMULATOR_PORT, SIMULATOR_SPEED, SIMULATOR_FAULTS, ATLAS_DATA_DIR and,',
    'for credentials of your own, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM_NUMBER,',
    'TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET.',
    'Point the SDK at it by TWILIO_API_BASE_URL; look at the calls on its page at /.',
    '',
    'The last four digits of the called number decide what the callee does:',
    '',
    ...Object.entries(CALLEE_TABLE).map(([digits, { does }]) => row(`…${digits}`, does)),
    row('any other', DEFAULT_CALLEE.does),
    '',
    `Faults, in SIMULATOR_FAULTS=name=share,… or over the control API: ${Object.keys(NO_FAULTS).join(', ')}.`,
    'Refused, as by Twilio: +15005550001 (21217), +15005550002 (21214), +15005550003 (21215), +15005550004 (21216).',
  ].join('\n');
}
