import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { folderProblem } from './folder-problem.js';

describe('folderProblem', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'atlas-folder-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('finds none with a folder, nor with one that can be made', () => {
    expect(folderProblem(folder)).toBeUndefined();
    expect(folderProblem(join(folder, 'some', 'day'))).toBeUndefined();
  });

  it('says that a file, or what would lie below one, is not a folder', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(folderProblem(file)).toBe('is not a folder');
    expect(folderProblem(join(file, 'below'))).toBe('is not a folder');
  });

  it.each(['EACCES', 'EROFS', 'EPERM'])('says that it may not be written to (%s)', (code) => {
    const asked: string[] = [];
    const refuse = (path: string): void => {
      asked.push(path);
      throw Object.assign(new Error(code), { code });
    };
    expect(folderProblem(join(folder, 'new'), refuse)).toBe(`may not be written to by this user (${code})`);
    expect(asked).toEqual([folder]);
  });
});
