import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { installerEnvironment } from '../../config/program-environment.js';
import { withFileLock } from './file-lock.js';
import { findProgram, isExecutable } from './find-program.js';
import type { Unavailable } from './local-server.js';
import { runProgram } from './run-program.js';
import { SECANTUS_VERSION, secantusPins } from './secantus-pins.js';

const INSTALL_LIMIT_MS = 5 * 60_000;
const LOOK_LIMIT_MS = 10_000;
/** The minor version of Python 3 that SecantusDB asks for. */
const OLDEST_PYTHON_MINOR = 10;
/** Isolated: Python takes no module of the working directory or of the user for its own. */
const ISOLATED = '-I';
/** A package by its hash or none, and no program of a package's own that would build it. */
const PINNED = ['--require-hashes', '--only-binary', ':all:', '--requirement', secantusPins.file];

export interface VenvOptions {
  cacheDir: string;
  searchPath: string;
  log: (line: string) => void;
}

/** The Python that has SecantusDB. Programs of the venv are not used: their first line would not let it be moved. */
export interface SecantusVenv {
  python: string;
}

/** The venv of this user, shared by every clone. It is there whole or not at all: it is made beside and renamed. */
export async function secantusVenv(options: VenvOptions): Promise<SecantusVenv | Unavailable> {
  const directory = join(options.cacheDir, `secantusdb-${SECANTUS_VERSION}-${secantusPins.digest()}`);
  const ready = await usableVenv(directory);
  if (ready) return ready;
  const python3 = await findProgram('python3', options.searchPath);
  if (!python3) return { unavailable: 'python3 is not on PATH' };
  const problem = await pythonProblem(python3);
  if (problem) return { unavailable: problem };
  return withFileLock(`${directory}.lock`, async () => {
    const madeMeanwhile = await usableVenv(directory);
    if (madeMeanwhile) return madeMeanwhile;
    options.log(`Installing SecantusDB ${SECANTUS_VERSION} into ${directory} (once)`);
    try {
      await makeVenv(python3, directory);
    } catch (error) {
      return { unavailable: `it could not be installed with python3: ${(error as Error).message}` };
    }
    return { python: filesOf(directory).python };
  });
}

async function pythonProblem(python3: string): Promise<string | null> {
  try {
    const print = 'import sys; print("%d.%d" % sys.version_info[:2])';
    const version = (await runProgram(python3, [ISOLATED, '-c', print], LOOK_LIMIT_MS)).trim();
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major === 3 && minor >= OLDEST_PYTHON_MINOR) return null;
    return `${python3} is Python ${version}, and 3.${OLDEST_PYTHON_MINOR} or later is needed`;
  } catch (error) {
    return `${python3} does not run: ${(error as Error).message}`;
  }
}

async function makeVenv(python3: string, directory: string): Promise<void> {
  await removeUnfinished(directory);
  await mkdir(dirname(directory), { recursive: true });
  const making = await mkdtemp(`${directory}.making-`);
  try {
    const { program, pip } = (await ownPip(python3, making)) ?? (await venvPip(python3, making));
    const quietly = ['install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-compile'];
    await install(program, [...pip, ...quietly, ...PINNED]);
    await rename(making, directory);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

const install = (program: string, args: string[]): Promise<string> =>
  runProgram(program, args, INSTALL_LIMIT_MS, installerEnvironment());

interface Pip {
  program: string;
  pip: string[];
}

/** The machine's own pip, for a bare venv: three times as fast as a venv with a pip of its own. Null: none, or too old. */
async function ownPip(python3: string, venv: string): Promise<Pip | null> {
  await install(python3, [ISOLATED, '-m', 'venv', '--without-pip', venv]);
  const pip = [ISOLATED, '-m', 'pip', '--python', filesOf(venv).python];
  try {
    await install(python3, [...pip, '--version']);
    return { program: python3, pip };
  } catch {
    // The venv then gets a pip of its own.
    return null;
  }
}

async function venvPip(python3: string, venv: string): Promise<Pip> {
  await install(python3, [ISOLATED, '-m', 'venv', '--clear', venv]);
  return { program: filesOf(venv).python, pip: [ISOLATED, '-m', 'pip'] };
}

/** A venv that a killed process left half made, or whose python3 has since been removed from the machine. */
async function removeUnfinished(directory: string): Promise<void> {
  const parent = dirname(directory);
  const unfinished = `${basename(directory)}.making-`;
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    if (name.startsWith(unfinished) || path === directory) {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

async function usableVenv(directory: string): Promise<SecantusVenv | null> {
  const files = filesOf(directory);
  const whole = (await isExecutable(files.python)) && (await isExecutable(files.script));
  return whole ? { python: files.python } : null;
}

function filesOf(directory: string): { python: string; script: string } {
  return { python: join(directory, 'bin', 'python'), script: join(directory, 'bin', 'secantusd-py') };
}
