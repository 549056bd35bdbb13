import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

interface LeftOut {
  isLeftOutOfBuild: (name: string) => boolean;
  isLeftOutOfPackages: (path: string) => boolean;
}

let leftOut: LeftOut;
beforeAll(async () => {
  leftOut = (await import(pathToFileURL(resolve('tools/left-out.js')).href)) as LeftOut;
});

describe('what the production image does without', () => {
  it('is nothing that a package is loaded by', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
    const { resolve: find } = createRequire(resolve('package.json'));
    const loaded = Object.keys(dependencies).map((name) => find(name));
    expect(loaded.length).toBeGreaterThan(20);
    expect(loaded.filter((path) => leftOut.isLeftOutOfPackages(path))).toEqual([]);
  });

  it.each([
    ['left out', 'twilio/lib/rest/Api.d.ts', true],
    ['left out', 'rxjs/src/index.ts', true],
    ['left out', 'luxon/build/node/luxon.js.map', true],
    ['left out', 'libphonenumber-js/CHANGELOG.md', true],
    ['left out', 'typescript/lib/typescript.js', true],
    ['left out', 'swagger-ui-dist/swagger-ui-es-bundle.js', true],
    ['left out', '@smithy/core/dist-es/index.js', true],
    ['there', '@smithy/core/dist-cjs/index.js', false],
    ['there', 'swagger-ui-dist/swagger-ui-bundle.js', false],
    ['there', 'luxon/LICENSE.md', false],
    ['there', 'typescript/LICENSE.txt', false],
    ['there', 'libphonenumber-js/metadata.min.json', false],
  ])('%s: %s', (_, path, isOut) => {
    expect(leftOut.isLeftOutOfPackages(`/app/node_modules/${path}`)).toBe(isOut);
  });

  it('is the simulator, and not main.js', () => {
    expect(
      ['simulator', 'demo', '.built', 'openapi.js.map', 'main.js'].map(leftOut.isLeftOutOfBuild),
    ).toEqual([true, true, true, true, false]);
  });
});
