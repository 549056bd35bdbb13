import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../src/config/child-environment.js';

type Callback = (error: Error | null, tree: string) => void;

/** What runs when the package is installed; it reports only if this decides so. */
interface Scarf {
  processDependencyTreeOutput(report: (what: unknown) => void, refuse: (why: Error) => void): Callback;
}

describe('a dependency that reports its installations', () => {
  it('decides, by its own code, to report none of Atlas', async () => {
    const env = childEnvironment({});
    const { stdout } = await promisify(execFile)('npm', ['ls', '@scarf/scarf', '--json', '--long'], { env });
    const scarf = createRequire(import.meta.url)('@scarf/scarf') as Scarf;
    const decision = new Promise((report, refuse) => {
      scarf.processDependencyTreeOutput(report, refuse)(null, stdout);
    });
    await expect(decision).rejects.toThrow(
      'Scarf has been disabled via a package.json in the dependency chain.',
    );
  }, 60_000);
});
