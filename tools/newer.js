import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Whether the file `made` is there and newer than everything in `inputs`, files and folders. */
export function isNewerThan(made, inputs) {
  const stat = statSync(made, { throwIfNoEntry: false });
  return stat !== undefined && inputs.every((input) => newestChange(input) <= stat.mtimeMs);
}

function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return /[.]spec[.]tsx?$|schema[.]d[.]ts$/.test(path) ? 0 : stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
