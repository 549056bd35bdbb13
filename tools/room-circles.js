/**
 * Part of `npm run layers`: prints every circle between rooms (`src/users`), and between the folders of
 * `src/calls`, and fails where there is one. Two rooms can be a circle though no file is part of one.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './build.js';

const CONFIG = join(root, '.dependency-cruiser.cjs');
const DEPCRUISE = join(root, 'node_modules', '.bin', 'depcruise');
/** Tests may look at whatever they like; the mains and the application stand above all rooms. */
const LEFT_OUT = '[.]spec[.]ts$|/testing/|^test/|^node_modules/|^src/[^/]+[.]ts$';

/** Each file's imports, cruised by the same program and settings as the other rules. */
function filesIn(directory) {
  const { stdout } = spawnSync(
    DEPCRUISE,
    ['--config', CONFIG, '--exclude', LEFT_OUT, '--output-type', 'json', 'src'],
    { cwd: directory, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  return JSON.parse(stdout).modules;
}

/** The room that a file is in; of `calls`, its folder. A file that is in none stands for itself. */
const folderOf = (path) => path.match(/^src\/(?:calls\/(?!dto\/)[^/]+|(?!calls\/)[^/]+)(?=\/)/)?.[0] ?? path;

function folderGraph(modules) {
  const graph = new Map();
  for (const { source, dependencies } of modules) {
    const from = folderOf(source);
    const to = dependencies.map(({ resolved }) => folderOf(resolved)).filter((each) => each !== from);
    graph.set(from, new Set([...(graph.get(from) ?? []), ...to]));
  }
  return graph;
}

/** The shortest way from a folder back to itself, or null. */
function wayBack(graph, start) {
  const seen = new Set();
  for (let ways = [[start]]; ways.length > 0;) {
    const longer = ways.flatMap((way) => [...(graph.get(way.at(-1)) ?? [])].map((next) => [...way, next]));
    const found = longer.find((way) => way.at(-1) === start);
    if (found) return found;
    ways = longer.filter((way) => !seen.has(way.at(-1)) && seen.add(way.at(-1)));
  }
  return null;
}

function circlesIn(graph) {
  const ways = [...graph.keys()].map((start) => wayBack(graph, start)).filter((way) => way !== null);
  return [
    ...new Map(
      ways.map((way) => [[...new Set(way)].toSorted((a, b) => a.localeCompare(b)).join(), way.join(' → ')]),
    ).values(),
  ];
}

const modules = filesIn(process.argv[2] ?? root);
const circles = circlesIn(folderGraph(modules));
for (const circle of circles) console.error(`circle between rooms: ${circle}`);
process.exitCode = circles.length > 0 ? 1 : 0;
