import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';
import { destination } from 'pino';
import { Environment } from '../../config/environment.js';
import { declaredVariables } from '../../config/variable.js';
import { READABLE } from './readable.js';
import { lineRedactor } from './redact-line.js';

interface Output {
  write(line: string): unknown;
}

/** Loaded where it is used alone: production shows no colours. */
const readable = (): Output => {
  const { PinoPretty } = createRequire(import.meta.url)('pino-pretty') as typeof import('pino-pretty');
  return PinoPretty({ ...READABLE, destination: 1, sync: true });
};

// Synchronous: nothing is lost when the process ends, and a closed pipe does not hold it up.
const standardOutput = ({ environment }: Environment): Output =>
  environment === 'development' ? readable() : destination({ dest: 1, sync: true });

/** The values of the variables declared sensitive; shorter ones would blot out ordinary words. */
const secretsOf = (environment: Environment): string[] =>
  declaredVariables()
    .filter(({ sensitive }) => sensitive)
    .map(({ property }) => environment[property as keyof Environment])
    .filter((value) => typeof value === 'string')
    .filter(({ length }) => length >= 6);

/** Where log lines go: redacted, then readable in development and JSON elsewhere. */
@Injectable()
export class LogDestination {
  private readonly redact: (line: string) => string;
  private readonly output: Output;

  constructor(environment: Environment) {
    this.redact = lineRedactor(secretsOf(environment));
    this.output = this.open(environment);
  }

  write(line: string): void {
    this.output.write(this.redact(line));
  }

  protected open(environment: Environment): Output {
    return standardOutput(environment);
  }
}
