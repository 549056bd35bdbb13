import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { satisfies, subset } from 'semver';

interface Package {
  engines?: { node?: string };
}

const read = (path: string): string => readFileSync(resolve(path), 'utf8');
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };
const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };

describe('the production image', () => {
  it('is built from files that reach its builder', () => {
    const rules = read('.dockerignore').split('\n');
    const sources = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, names = '']) => names.split(' '),
    );
    expect(sources.length).toBeGreaterThan(5);
    const reaches = (name: string): boolean => rules.includes(`!${name.split('/')[0]}`);
    expect(sources.filter((name) => !reaches(name))).toEqual([]);
  });

  it('has neither the client, nor its packages, nor the examples', () => {
    const [, , , last = ''] = read('Dockerfile').split(/^FROM /m);
    expect(last).toContain('CMD');
    expect(last).not.toMatch(/packages|examples/);
    expect(read('Dockerfile')).toMatch(/^RUN npm ci --omit=dev .*--workspaces=false$/m);
  });
});

describe('the Node versions that package.json names', () => {
  it('suit every package that is installed, so that an install warns of none', () => {
    const others = Object.entries(packages)
      .filter(([, { engines: needs }]) => needs?.node && !subset(engines.node, needs.node))
      .map(([path, { engines: needs }]) => `${path} asks for Node ${needs?.node}`);
    expect(others).toEqual([]);
  });

  it('begin with the one that the README asks for, and hold those of CI and of the image', () => {
    const [, oldest = ''] = /With Node ([\d.]+) or newer/.exec(read('README.md')) ?? [];
    expect(satisfies(`${oldest}.0`, engines.node)).toBe(true);
    expect(read('Dockerfile').match(/FROM node:24-/g)).toHaveLength(3);
    expect(read('.github/workflows/ci.yml')).toContain('node: [20, 24]');
    for (const version of ['20.20.2', '24.0.0']) expect(satisfies(version, engines.node)).toBe(true);
  });
});
