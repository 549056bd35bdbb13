import { readFileSync } from 'node:fs';

/** Whether a process with this id runs on this machine, whoever owns it. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A killed process whose parent has not asked for its exit code yet still has its id, but does nothing any more. */
function isZombie(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status[status.lastIndexOf(')') + 2] === 'Z';
  } catch {
    // Other systems than Linux have no /proc, and adopt and clear such processes at once.
    return false;
  }
}
