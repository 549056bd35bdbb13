import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this user's programs keep what can be made again: `$XDG_CACHE_HOME/atlas`, else `~/.cache/atlas`. */
export function cacheDirectory(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'atlas');
}
