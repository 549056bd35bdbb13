import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const page = readFileSync('docs/architecture.md', 'utf8');

const foldersOf = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name)
    .toSorted((a, b) => a.localeCompare(b));

/** The first column of the table between `<!-- name -->` and `<!-- /name -->`, in its order. */
const listed = (name: string): string[] => {
  const table = page.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? '';
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, room = '']) => room);
};

const sorted = (names: string[]): string[] => names.toSorted((a, b) => a.localeCompare(b));

/** The rooms of `src` that a room imports from, its specs left out. */
const usedBy = (room: string): Set<string> => {
  const files = readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.includes('testing/'),
  );
  const imports = files.flatMap((file) => {
    const up = '../'.repeat(file.split('/').length);
    const text = readFileSync(`src/${room}/${file}`, 'utf8');
    return [...text.matchAll(/from '((?:\.\.\/)+)([a-z]+)\//g)]
      .filter(([, climbs]) => climbs === up)
      .map(([, , other = '']) => other);
  });
  return new Set(imports);
};

describe('docs/architecture.md', () => {
  it('lists the rooms that there are, and the folders of calls', () => {
    expect(sorted(listed('rooms'))).toEqual(foldersOf('src'));
    expect(sorted(listed('calls'))).toEqual(foldersOf('src/calls'));
  });

  it('lists each room after all that it uses', () => {
    const rooms = listed('rooms');
    const above = rooms.flatMap((room, place) =>
      [...usedBy(room)].filter((other) => rooms.indexOf(other) > place).map((other) => `${room} → ${other}`),
    );
    expect(above).toEqual([]);
  });

  it('names only files and folders that there are', () => {
    const names = [...page.matchAll(/`((?:src|test|docs)\/[^`*]+)`/g)].map(([, path = '']) => path);
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('answers its questions, each by the name of a file', () => {
    const rows = page.split('## Where do I put …')[1]?.split('\n## ')[0]?.split('\n') ?? [];
    const answers = rows.filter((row) => /\?\s*\|/.test(row));
    expect(answers.length).toBeGreaterThanOrEqual(10);
    expect(answers.filter((row) => !/`src\/[^`]+`/.test(row))).toEqual([]);
  });
});
