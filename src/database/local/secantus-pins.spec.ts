import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { SECANTUS_VERSION, secantusPins } from './secantus-pins.js';

const requirements = readFileSync(secantusPins.file, 'utf8')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll('\\\n', '')
  .trim()
  .split('\n');

describe('the pins of SecantusDB', () => {
  it('are of the version that the venv is named after', () => {
    expect(requirements.map((line) => line.split(' ')[0])).toContain(`secantusdb==${SECANTUS_VERSION}`);
  });

  it('name one version of each package for each Python, and the hash of each file', () => {
    for (const line of requirements)
      expect(line).toMatch(/^[a-z\d-]+==[\w.]+( ; [^-]+?)?( +--hash=sha256:[\da-f]{64})+$/);
  });
});
