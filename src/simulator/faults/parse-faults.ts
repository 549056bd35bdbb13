import { NO_FAULTS, type FaultSettings } from './fault-rates.js';

const isName = (name: string): name is keyof FaultSettings => name in NO_FAULTS;

const wrongPart = (part: string): Error =>
  new Error(
    `SIMULATOR_FAULTS: "${part.trim()}" is no fault with its share; there are ${Object.keys(NO_FAULTS).join(', ')}`,
  );

/**
 * Reads `callback_lost=0.1,create_429=0.05`, as SIMULATOR_FAULTS holds it: shares from 0 to 1, seconds and the seed
 * whole numbers. Throws an Error that names the first wrong part and the names that there are.
 */
export function parseFaults(text: string): Partial<FaultSettings> {
  const faults: Partial<FaultSettings> = {};
  for (const part of text.split(',').filter((item) => item.trim() !== '')) {
    const [name = '', number = ''] = part.split('=').map((item) => item.trim());
    const value = Number(number);
    const isWhole = name === 'seed' || name.endsWith('_seconds');
    const isFitting = isWhole ? Number.isInteger(value) : value <= 1;
    if (!isName(name) || number === '' || !(value >= 0) || !isFitting) throw wrongPart(part);
    faults[name] = value;
  }
  return faults;
}
