import type { Environment } from '../../../config/environment.js';
import { LogDestination } from '../log-destination.js';

/** Keeps the redacted lines in place of printing them. */
export class CapturedDestination extends LogDestination {
  constructor(
    environment: Environment,
    private readonly lines: string[],
  ) {
    super(environment);
  }

  protected override open(): { write(line: string): unknown } {
    return { write: (line) => this.lines.push(line) };
  }
}
