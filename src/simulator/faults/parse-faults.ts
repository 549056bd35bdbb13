import { NO_FAULTS, type FaultSettings } from './fault-rates.js';

const isName = (name: string): name is keyof FaultSettings => name in NO_FAULTS;

/**
 * Reads `callback_lost=0.1,create_429=0.05`, as SIMULATOR_FAULTS holds it. Null when a name or a number is wrong:
 * shares are from 0 to 1, seconds and the seed whole numbers.
 */
export function parseFaults(text: string): Partial<FaultSettings> | null {
  const faults: Partial<FaultSettings> = {};
  for (const part of text.split(',').filter((item) => item.trim() !== '')) {
    const [name = '', number = ''] = part.split('=').map((item) => item.trim());
    const value = Number(number);
    const isWhole = name === 'seed' || name.endsWith('_seconds');
    const isFitting = isWhole ? Number.isInteger(value) : value <= 1;
    if (!isName(name) || number === '' || !(value >= 0) || !isFitting) return null;
    faults[name] = value;
  }
  return faults;
}
