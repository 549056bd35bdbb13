import type { Endpoint, HttpMethod } from '../calls/call-request.js';
import type { TwimlElement } from './twiml-element.js';
import type { Session, Source } from './session.js';

/** Reads the attributes of one verb; a bad value is warned of with Twilio's code, and the default is used. */
export class Attributes {
  constructor(
    private readonly session: Session,
    private readonly element: TwimlElement,
  ) {}

  has(name: string): boolean {
    return (this.element.attributes[name] ?? '') !== '';
  }

  text(name: string, fallback: string): string {
    return this.element.attributes[name] ?? fallback;
  }

  integer(name: string, range: { min: number; max: number; fallback: number; code: number }): number {
    const text = this.element.attributes[name];
    if (text === undefined || text === '') return range.fallback;
    const value = Number(text);
    if (/^-?\d+$/.test(text.trim()) && value >= range.min && value <= range.max) return value;
    this.warn(range.code, name, text);
    return range.fallback;
  }

  flag(name: string, fallback: boolean, code: number): boolean {
    const text = this.element.attributes[name];
    if (text === undefined || text === '') return fallback;
    if (text === 'true' || text === 'false') return text === 'true';
    this.warn(code, name, text);
    return fallback;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T, code: number): T {
    const text = this.element.attributes[name];
    if (text === undefined || text === '') return fallback;
    const found = allowed.find((word) => word === text);
    if (found === undefined) this.warn(code, name, text);
    return found ?? fallback;
  }

  /** Warns of a value that does not match; an absent one does. */
  matches(name: string, pattern: RegExp, code: number): void {
    const text = this.element.attributes[name];
    if (text !== undefined && !pattern.test(text)) this.warn(code, name, text);
  }

  method(name: string, code: number): HttpMethod {
    const text = this.element.attributes[name]?.toUpperCase();
    if (text === undefined || text === '' || text === 'POST' || text === 'GET')
      return text === 'GET' ? 'GET' : 'POST';
    this.warn(code, name, text);
    return 'POST';
  }

  /** A URL of the verb with its method, resolved against the document's own; undefined when absent. */
  endpoint(urlName: string, methodName: string, code: number): Endpoint | undefined {
    const url = this.element.attributes[urlName];
    const method = this.method(methodName, code);
    return url === undefined || url === '' ? undefined : { url: this.session.resolve(url), method };
  }

  /** Where a verb leads: its `action`, or the current document again. */
  action(code: number): Source {
    const { current } = this.session;
    const method = this.has('method') ? this.method('method', code) : undefined;
    const url = this.text('action', '');
    if (url !== '') return { url: this.session.resolve(url), method: method ?? 'POST' };
    return 'twiml' in current ? current : { url: current.url, method: method ?? current.method };
  }

  /** Warns of what Twilio's schema does not know. */
  allow(...names: string[]): void {
    for (const name of Object.keys(this.element.attributes)) {
      if (!names.includes(name)) this.warn(SCHEMA_WARNING, name, this.element.attributes[name] ?? '');
    }
  }

  private warn(code: number, name: string, value: string): void {
    this.session.notify(
      'warning',
      code,
      `<${this.element.name}>: attribute "${name}" has no valid value: "${value}"`,
    );
  }
}

/** Schema validation warning. */
export const SCHEMA_WARNING = 12200;
