import { inspect, types } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

const isStack = (value: unknown): value is string => typeof value === 'string' && /\n[ \t]*at /.test(value);

/** Nest's way of telling an error by its message and its stack, in two arguments. */
const errorOf = (message: unknown, more: unknown[]): unknown => {
  const error = [message, ...more].find((value) => types.isNativeError(value));
  const stack = more.find(isStack);
  return error ?? (stack === undefined ? undefined : Object.assign(new Error(String(message)), { stack }));
};

/** Fields and errors bring their own. */
const textOf = (message: unknown): string | undefined => {
  if (typeof message === 'object' && message !== null) return undefined;
  return typeof message === 'string' ? message : inspect(message);
};

/**
 * Nest's logger, written by pino: the last text behind the message is the context, an object as the message gives
 * further fields, and an error in any place is described.
 */
export class AppLogger implements LoggerService {
  constructor(readonly pino: Logger) {}

  verbose(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  log(message: unknown, ...more: unknown[]): void {
    this.write('info', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  private write(level: Level, message: unknown, more: unknown[]): void {
    const last = more.at(-1);
    const context = typeof last === 'string' && !isStack(last) ? last : undefined;
    const isFields = typeof message === 'object' && message !== null && !types.isNativeError(message);
    const err = errorOf(message, more);
    const fields = {
      ...(context === undefined ? {} : { context }),
      ...(isFields ? message : {}),
      ...(err === undefined ? {} : { err }),
    };
    this.pino[level](fields, textOf(message));
  }
}
