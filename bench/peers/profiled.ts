/**
 * Runs in a peer before its program: from one SIGUSR2 to the next it samples the processor time of the process, and writes
 * each such profile into the folder that follows `?into=` in this file's address.
 */
import { rename, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';

const SAMPLED_EVERY_US = 250;

const into = new URL(import.meta.url).searchParams.get('into');
if (into === null) throw new Error('The folder of the profiles is missing');

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: SAMPLED_EVERY_US });

let isSampling = false;
let written = 0;

const turn = async (): Promise<void> => {
  isSampling = !isSampling;
  if (isSampling) return session.post('Profiler.start');
  const { profile } = await session.post('Profiler.stop');
  const file = join(into, `${written++}.cpuprofile`);
  // Who waits for the file finds it whole.
  await writeFile(`${file}.part`, JSON.stringify(profile));
  await rename(`${file}.part`, file);
};

process.on('SIGUSR2', () => void turn());
