import { viewersZone } from '../ui/times.js';

/** All zones that this browser knows, and the one that is chosen, which Atlas may know by another name. */
export const zonesWith = (chosen: string): string[] => {
  const known = Intl.supportedValuesOf('timeZone');
  return [...new Set([chosen, viewersZone(), 'UTC', ...known])].toSorted();
};
