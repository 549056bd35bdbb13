/** What the doctor found of one thing: `skip` could not be looked into, and says why. */
export interface Finding {
  level: 'ok' | 'warn' | 'fail' | 'skip';
  what: string;
  message: string;
  /** What to do about it. */
  fix?: string;
}

export const ok = (what: string, message: string): Finding => ({ level: 'ok', what, message });
export const skip = (what: string, message: string): Finding => ({ level: 'skip', what, message });
export const warn = (what: string, message: string, fix: string): Finding => ({
  level: 'warn',
  what,
  message,
  fix,
});
export const fail = (what: string, message: string, fix: string): Finding => ({
  level: 'fail',
  what,
  message,
  fix,
});

/** One line for each, and one below it for what is to be done. */
export const linesOf = ({ level, what, message, fix }: Finding): string[] => [
  `${level.padEnd(4)}  ${what}: ${message}`,
  ...(fix ? [`      → ${fix}`] : []),
];
