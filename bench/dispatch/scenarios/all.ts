import type { Scenario } from '../scenario.js';
import { few } from './few.js';
import { full } from './full.js';
import { highest } from './highest.js';
import { idle } from './idle.js';
import { lanes } from './lanes.js';
import { plain } from './plain.js';
import { rates } from './rates.js';
import { slow } from './slow.js';

/** In the order in which they are measured and shown. */
export const SCENARIOS: Scenario[] = [rates, full, lanes, slow, few, idle, plain, highest];
