import type { Endpoint, HttpMethod } from '../calls/call-request.js';
import { badParameter } from './rest-error.js';

const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Named refusals of Twilio's; each parameter of a kind shares one. */
const CODE = { url: 21205, method: 21209, number: 20001 } as const;

/** The PascalCase parameters of a REST request, read by type. Each reader throws a RestError on a bad value. */
export class Form {
  constructor(private readonly params: URLSearchParams) {}

  text(name: string): string | undefined {
    return this.params.get(name) || undefined;
  }

  all(name: string): string[] {
    return this.params.getAll(name).filter((value) => value !== '');
  }

  entries(): Record<string, string> {
    return Object.fromEntries(this.params);
  }

  isTrue(name: string): boolean {
    return this.text(name)?.toLowerCase() === 'true';
  }

  integer(name: string, range: { min: number; max: number; fallback: number; code?: number }): number {
    const text = this.text(name);
    if (text === undefined) return range.fallback;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= range.min && value <= range.max) return value;
    throw badParameter(
      range.code ?? CODE.number,
      `${name} must be an integer between ${range.min} and ${range.max}`,
    );
  }

  method(name: string): HttpMethod {
    const method = this.text(name)?.toUpperCase() ?? 'POST';
    if (method === 'GET' || method === 'POST') return method;
    throw badParameter(CODE.method, `${name} must be GET or POST`);
  }

  endpoint(urlName: string, methodName: string, code: number = CODE.url): Endpoint | undefined {
    const url = this.text(urlName);
    if (url === undefined) return undefined;
    if (!isWebUrl(url)) throw badParameter(code, `${urlName} is not a valid URL: ${url}`);
    return { url, method: this.method(methodName) };
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], code: number = CODE.number): T | undefined {
    const text = this.text(name);
    const found = allowed.find((word) => word === text);
    if (text !== undefined && found === undefined)
      throw badParameter(code, `${name} must be one of ${allowed.join(', ')}`);
    return found;
  }
}
