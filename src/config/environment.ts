import * as format from './environment-formats.js';
import { isWholeNumber, OptionalRule, Rule } from './rule.js';
import { TracingSettings } from './tracing-settings.js';
import { EnvironmentVariable, parseNumber } from './variable.js';

/** Every setting of Atlas, read and checked once at start. Also the injection token. */
export class Environment extends TracingSettings {
  @EnvironmentVariable({
    name: 'SIMULATOR_PORT',
    group: 'Simulator',
    description: "Port of the simulator's listener, on loopback only.",
    default: '8001',
    fix: 'set SIMULATOR_PORT=8001 or another free port',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(0, 65_535), 'must be an integer between 0 and 65535')
  readonly simulatorPort!: number;

  @EnvironmentVariable({
    name: 'SIMULATOR_SPEED',
    group: 'Simulator',
    description: "Factor of the simulator's clock; 10 is ten times as fast.",
    default: '1',
    fix: 'set SIMULATOR_SPEED=1',
    parse: parseNumber,
  })
  @Rule(
    (value) => typeof value === 'number' && value > 0 && value <= 10_000,
    'must be a number above 0, up to 10000',
  )
  readonly simulatorSpeed!: number;

  @EnvironmentVariable({
    name: 'SIMULATOR_FAULTS',
    group: 'Simulator',
    description:
      'Faults that the simulator makes and their seed, such as `seed=7,callback_lost=0.1,create_429=0.05`.',
    defaultNote: 'none',
    fix: 'use the names that "npm run simulator -- --help" lists, or leave it empty',
  })
  @OptionalRule(
    format.isFaultList,
    'must be faults with shares from 0 to 1, such as seed=7,callback_lost=0.1',
  )
  readonly simulatorFaults?: string;
}
