import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import jestConfig from '../../jest.config.js';

const [, swcOptions] = jestConfig.transform['^.+\\.ts$'];

/** Where Jest finds the source map of a TypeScript file, made when an error first names the file: most are never named. */
export class SourceMaps extends Map {
  #folder;

  get(name) {
    if (!name.endsWith('.ts')) return undefined;
    if (!this.has(name)) this.set(name, this.#written(name.startsWith('file:') ? fileURLToPath(name) : name));
    return super.get(name);
  }

  #written(filename) {
    if (!this.#folder) {
      this.#folder = mkdtempSync(join(tmpdir(), 'atlas-maps-'));
      process.once('exit', () => rmSync(this.#folder, { recursive: true, force: true }));
    }
    const { map } = transformSync(readFileSync(filename, 'utf8'), {
      ...swcOptions,
      sourceMaps: true,
      filename,
    });
    const path = join(this.#folder, `${this.size}.map`);
    writeFileSync(path, map);
    return path;
  }
}
