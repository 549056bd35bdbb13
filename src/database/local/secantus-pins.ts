import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The version that the pins ask for. */
export const SECANTUS_VERSION = '0.7.0b3';

const file = fileURLToPath(new URL('../../../secantusdb-requirements.txt', import.meta.url));

/** Every package that is installed for SecantusDB, each by its hash. */
export const secantusPins = {
  file,
  /** Another one for other packages, so that what was installed by earlier pins is not taken for these. */
  digest(): string {
    return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 8);
  },
};
