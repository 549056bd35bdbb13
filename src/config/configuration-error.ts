/** The environment is not usable. Each problem is one line: the variable, the rule and the fix, never a value. */
export class ConfigurationError extends Error {
  constructor(readonly problems: string[]) {
    super(`Atlas cannot start: ${problems.length} problem(s) in its configuration\n${problems.join('\n')}`);
    this.name = 'ConfigurationError';
  }
}
