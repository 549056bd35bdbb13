/**
 * `npm run lockfile`: what package-lock.json would bring into the house, reviewed without a network. Answers
 * `package: reason` for each breach of the rules in lockfile-rules.js.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.js';
import { root } from './build.js';
import {
  INSTALL_SCRIPTS,
  LICENCES,
  LICENCES_OF_TOOLS,
  LICENCES_READ,
  LOCAL,
  ONE_VERSION,
} from './lockfile-rules.js';

const EXACT = /^\d+[.]\d+[.]\d+(?:-[\w.-]+)?$/;
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'];

const nameOf = (path) => path.split('node_modules/').at(-1);
const isLocal = (name, where) => LOCAL[name] === where;

/** The host that a package comes from; null where the lockfile leaves that to npm, undefined where it is no https. */
function hostOf({ resolved }) {
  if (resolved === undefined) return null;
  const url = URL.canParse(resolved) ? new URL(resolved) : null;
  return url?.protocol === 'https:' ? url.host : undefined;
}

/** The versions of package.json are exact, and are those of the lockfile. */
function manifestBreaches(manifest, lockfile) {
  const locked = lockfile.packages[''];
  return KINDS.flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}).flatMap(([name, version]) => [
      ...(EXACT.test(version) || isLocal(name, version.replace('file:', ''))
        ? []
        : [`${name}: package.json asks for ${version}, which is no exact version`]),
      ...(locked?.[kind]?.[name] === version ? [] : [`${name}: the lockfile is not made from package.json`]),
    ]),
  ).concat(
    Object.entries(manifest.overrides ?? {})
      .filter(([, version]) => !EXACT.test(version))
      .map(
        ([name, version]) => `${name}: package.json overrides it with ${version}, which is no exact version`,
      ),
  );
}

/** The folders of this tree that are packages ask for exact versions too. */
function folderBreaches(path, entry) {
  if (!Object.values(LOCAL).includes(path)) return [`${path}: is a folder`];
  return KINDS.flatMap((kind) => Object.entries(entry[kind] ?? {}))
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `${name}: ${path} asks for ${version}, which is no exact version`);
}

/** Where it comes from, and that it is what was reviewed. */
function originBreaches(name, entry) {
  if (entry.link) return isLocal(name, entry.resolved) ? [] : [`${name}: links to a folder`];
  const found = [];
  if (!EXACT.test(entry.version ?? '')) found.push(`${name}: its version is not a number`);
  if (hostOf(entry) === undefined) found.push(`${name}: does not come from a registry over https`);
  if (!SHA512.test(entry.integrity ?? '')) found.push(`${name}: has no sha512 integrity`);
  return found;
}

function contentBreaches(name, entry) {
  const found = [];
  if (entry.hasInstallScript && !(name in INSTALL_SCRIPTS))
    found.push(`${name}: runs a script when it is installed`);
  const licence = entry.license ?? LICENCES_READ[name];
  const isAllowed = LICENCES.includes(licence) || (entry.dev && LICENCES_OF_TOOLS.includes(licence));
  if (!entry.link && !isAllowed) found.push(`${name}: its licence is ${licence ?? 'not told'}`);
  return found;
}

/** Packages that have to be there once, and are there more than once in production. */
function doubleBreaches(packages) {
  const names = packages.filter(([, { dev }]) => !dev).map(([path]) => nameOf(path));
  const doubles = names.filter((name, index) => ONE_VERSION.test(name) && names.indexOf(name) < index);
  return doubles.map((name) => `${name}: is there twice in production, and has to be there once`);
}

/** An entry of a list that nothing needs any more would let something in later. */
function staleBreaches(packages) {
  const names = new Set(packages.map(([path]) => nameOf(path)));
  const listed = [...Object.keys(INSTALL_SCRIPTS), ...Object.keys(LICENCES_READ), ...Object.keys(LOCAL)];
  return listed
    .filter((name) => !names.has(name))
    .map((name) => `${name}: is listed in lockfile-rules.js, and not there`);
}

/** Every breach of the rules. */
export function lockfileBreaches(manifest, lockfile) {
  const packages = Object.entries(lockfile.packages).filter(([path]) => path.includes('node_modules/'));
  const folders = Object.entries(lockfile.packages).filter(
    ([path]) => path !== '' && !path.includes('node_modules/'),
  );
  const hosts = new Set(packages.filter(([, { link }]) => !link).map(([, entry]) => hostOf(entry)));
  return [
    ...(lockfile.lockfileVersion === 3 ? [] : ['package-lock.json: is not of version 3']),
    ...(hosts.size > 1 ? ['package-lock.json: not all packages come from the same place'] : []),
    ...folders.flatMap(([path, entry]) => folderBreaches(path, entry)),
    ...manifestBreaches(manifest, lockfile),
    ...packages.flatMap(([path, entry]) => [
      ...originBreaches(nameOf(path), entry),
      ...contentBreaches(nameOf(path), entry),
    ]),
    ...doubleBreaches(packages),
    ...staleBreaches(packages),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  readArguments(
    'Usage: npm run lockfile\n\nReviews package-lock.json: origins, integrity, scripts, licences, versions.',
  );
  const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
  const lockfile = read('package-lock.json');
  const found = lockfileBreaches(read('package.json'), lockfile);
  for (const line of found) console.error(line);
  const count = Object.keys(lockfile.packages).length;
  console.log(found.length === 0 ? `${count} packages reviewed, nothing found.` : `${found.length} found.`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
