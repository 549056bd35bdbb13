/** What `npm run lockfile` lets in. */

/** Packages that are folders of this tree. */
export const LOCAL = {
  '@atlas/client': 'packages/client',
  '@atlas/console': 'console',
  '@atlas/schematics': 'tools/schematics',
};

/** Each would not work, or differ in what it knows, if production had it twice. */
export const ONE_VERSION =
  /^(?:@nestjs\/.+|mongodb|mongoose|bson|express|twilio|rxjs|reflect-metadata|class-validator|class-transformer)$/;

/** What runs when a package is installed, and why it may. */
export const INSTALL_SCRIPTS = {
  '@parcel/watcher': 'builds the watcher of `npm run start:dev` where no binary is made for the machine',
  '@scarf/scarf': 'reports that it was installed, and is told not to',
  '@swc/core': 'looks whether the binary for the machine is there; compiles the tests',
  'core-js': 'prints a request for donations',
  'unrs-resolver': 'looks whether the binary for the machine is there; resolves the modules of the tests',
};

/** Those that allow use, change and distribution, and ask for no more than a notice. */
export const LICENCES = [
  '(MIT AND Zlib)',
  '(MIT OR CC0-1.0)',
  '(MPL-2.0 OR Apache-2.0)',
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 AND MIT',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
];

/** Packages whose manifest tells no licence, and the one that their own files tell. */
export const LICENCES_READ = {
  busboy: 'MIT',
  decko: 'MIT',
  stickyfill: 'MIT',
  streamsearch: 'MIT',
};

/** For what is not part of what runs: who changes such a file has to publish the change. */
export const LICENCES_OF_TOOLS = ['MPL-2.0'];
