/** The directories in which programs are looked for, as the PATH of this process. */
export function searchPath(): string {
  return process.env.PATH ?? '';
}
