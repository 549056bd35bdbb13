import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secantusPins } from './secantus-pins.js';
import { secantusVenv, type VenvOptions } from './secantus-venv.js';

/** A python3 that makes a venv of itself, installs in half a second by touching the program, and keeps a record. */
const PYTHON = `#!/bin/sh
echo "$@" >> "@RECORD@"
env >> "@ENVIRONMENT@"
[ "$2" != -c ] || { cat "@VERSION@"; exit; }
case "$*" in
  "-I -m venv "*) mkdir -p "$5/bin" && cp "$0" "$5/bin/python" ;;
  "-I -m pip --python "*) [ ! -e "@OLD@" ] || { echo 'no such option: --python' >&2; exit 2; } ;;
esac
case "$*" in
  *" install "*) sleep 0.5; [ ! -e "@BROKEN@" ] || { echo 'No matching distribution' >&2; exit 1; }
    [ "$4" = --python ] && python="$5" || python="$0"
    program="$(dirname "$python")/secantusd-py"; : > "$program"; chmod +x "$program" ;;
esac
`;

describe('secantusVenv', () => {
  let directory: string;
  let options: VenvOptions;
  const lines: string[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atlas-venv-'));
    const [bin, cacheDir] = [join(directory, 'bin'), join(directory, 'cache', 'atlas')];
    options = { cacheDir, searchPath: `${bin}:/bin:/usr/bin`, log: (line) => lines.push(line) };
    await mkdir(bin);
    const source = PYTHON.replace('@RECORD@', join(directory, 'record'))
      .replace('@BROKEN@', join(directory, 'broken'))
      .replace('@OLD@', join(directory, 'old'))
      .replace('@VERSION@', join(directory, 'version'))
      .replace('@ENVIRONMENT@', join(directory, 'environment'));
    await writeFile(join(directory, 'version'), '3.10\n');
    await writeFile(join(bin, 'python3'), source);
    await chmod(join(bin, 'python3'), 0o755);
    lines.length = 0;
  });
  afterEach(() => {
    delete process.env['TWILIO_AUTH_TOKEN'];
    delete process.env['PIP_RETRIES'];
    return rm(directory, { recursive: true, force: true });
  });

  const installs = async (): Promise<number> =>
    (await readFile(join(directory, 'record'), 'utf8'))
      .split('\n')
      .filter((line) => line.includes(' install ')).length;
  const name = `secantusdb-0.7.0b3-${secantusPins.digest()}`;
  const venv = (): string => join(options.cacheDir, name);
  const whole = { python: expect.stringMatching(/python$/) };

  it('makes it once, also when two ask at the same moment', async () => {
    const both = await Promise.all([secantusVenv(options), secantusVenv(options)]);
    expect(both).toEqual([whole, whole]);
    expect(await secantusVenv(options)).toEqual(whole);
    expect(await installs()).toBe(1);
    expect(lines).toEqual([`Installing SecantusDB 0.7.0b3 into ${venv()} (once)`]);
  });

  it('installs by hash alone, and builds nothing', async () => {
    await secantusVenv(options);
    const record = await readFile(join(directory, 'record'), 'utf8');
    const installs = record.split('\n').filter((line) => line.includes(' install '));
    expect(installs).toEqual([
      expect.stringMatching(/ --require-hashes --only-binary :all: --requirement \S+-requirements\.txt$/),
    ]);
  });

  it('hands no secret to what it runs, but the way to the network', async () => {
    process.env['TWILIO_AUTH_TOKEN'] = 'a secret of Atlas';
    process.env['PIP_RETRIES'] = '7';
    await secantusVenv(options);
    const environment = await readFile(join(directory, 'environment'), 'utf8');
    expect(environment).not.toContain('a secret of Atlas');
    expect(environment).toContain('PIP_RETRIES=7');
  });

  it('gives the venv a pip of its own where the machine has none that can serve it', async () => {
    await writeFile(join(directory, 'old'), '');
    expect(await secantusVenv(options)).toEqual(whole);
    const record = await readFile(join(directory, 'record'), 'utf8');
    expect(record).toMatch(/^-I -m venv --clear /m);
    expect(record).toMatch(/^-I -m pip install .*--requirement .*secantusdb-requirements\.txt$/m);
  });

  it('needs no python3 where it is made already', async () => {
    await secantusVenv(options);
    expect(await secantusVenv({ ...options, searchPath: '' })).toEqual(whole);
  });

  it('makes it anew where a killed process left it half made', async () => {
    await mkdir(`${venv()}.making-abc`, { recursive: true });
    await mkdir(join(venv(), 'bin'), { recursive: true });
    await writeFile(
      `${venv()}.lock`,
      JSON.stringify({ pid: 2 ** 22 + 1, host: (await import('node:os')).hostname() }),
    );
    expect(await secantusVenv(options)).toEqual(whole);
    expect(await readdir(options.cacheDir)).toEqual([name]);
  });

  it('says why it could not be made, leaves nothing behind, and tries again the next time', async () => {
    await writeFile(join(directory, 'broken'), '');
    const refused = { unavailable: 'it could not be installed with python3: No matching distribution' };
    expect(await secantusVenv(options)).toEqual(refused);
    expect(await readdir(options.cacheDir)).toEqual([]);
    await rm(join(directory, 'broken'));
    expect(await secantusVenv(options)).toEqual(whole);
  });

  it.each(['3.9', '2.7'])('says that python %s is too old, and tries no further', async (version) => {
    await writeFile(join(directory, 'version'), `${version}\n`);
    expect(await secantusVenv(options)).toEqual({
      unavailable: `${join(directory, 'bin', 'python3')} is Python ${version}, and 3.10 or later is needed`,
    });
    expect(await readdir(directory)).not.toContain('cache');
  });

  it('says that python3 does not run', async () => {
    await rm(join(directory, 'version'));
    expect(await secantusVenv(options)).toEqual({
      unavailable: expect.stringMatching(/bin\/python3 does not run: .*No such file/),
    });
  });

  it('says that python3 is missing', async () => {
    expect(await secantusVenv({ ...options, searchPath: '' })).toEqual({
      unavailable: 'python3 is not on PATH',
    });
  });
});
