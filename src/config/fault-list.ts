/** What may go wrong in the simulator, each with its share of the cases, from 0 to 1. */
const SHARES = [
  'callback_duplicated',
  'callback_reordered',
  'callback_delayed',
  'callback_lost',
  'callback_early',
  'create_timeout_before',
  'create_timeout_after',
  'create_429',
  'create_500',
  'create_reset_before',
  'create_reset_after',
  'media_slow',
  'list_500',
] as const;
const WHOLE_NUMBERS = ['seed', 'callback_delay_seconds', 'media_slow_seconds'] as const;

/** A name that SIMULATOR_FAULTS may hold. */
export type FaultSetting = (typeof SHARES)[number] | (typeof WHOLE_NUMBERS)[number];

const NAMES: readonly FaultSetting[] = [...SHARES, ...WHOLE_NUMBERS];
const isWhole = (name: FaultSetting): boolean => WHOLE_NUMBERS.some((each) => each === name);

const wrongPart = (part: string): Error =>
  new Error(`SIMULATOR_FAULTS: "${part.trim()}" is no fault with its share; there are ${NAMES.join(', ')}`);

/**
 * Reads `callback_lost=0.1,create_429=0.05`, as SIMULATOR_FAULTS holds it: shares from 0 to 1, seconds and the seed
 * whole numbers. Throws an Error that names the first wrong part and the names that there are.
 */
export function parseFaults(text: string): Partial<Record<FaultSetting, number>> {
  const faults: Partial<Record<FaultSetting, number>> = {};
  for (const part of text.split(',').filter((item) => item.trim() !== '')) {
    const [written = '', number = ''] = part.split('=').map((item) => item.trim());
    const value = Number(number);
    const name = NAMES.find((each) => each === written);
    if (!name || number === '' || !(value >= 0)) throw wrongPart(part);
    if (isWhole(name) ? !Number.isInteger(value) : value > 1) throw wrongPart(part);
    faults[name] = value;
  }
  return faults;
}
