import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import { Environment } from '../../config/environment.js';
import { LONGEST_MS } from './session.js';

/** A cookie of Atlas; its name is without the prefix. */
export interface CookieKind {
  name: string;
  sameSite: 'strict' | 'lax';
  maxAgeSeconds: number;
}

export const SESSION_COOKIE: CookieKind = {
  name: 'atlas_session',
  sameSite: 'strict',
  maxAgeSeconds: LONGEST_MS / 1_000,
};

/** Reads and sets cookies that belong to this host alone and that no script sees. */
@Injectable()
export class CookiesService {
  /** Over plain HTTP, outside production: a browser would drop a cookie that is Secure or has the prefix. */
  private readonly isSecure: boolean;

  constructor({ environment, baseUrl }: Environment) {
    this.isSecure = environment === 'production' || baseUrl.startsWith('https:');
  }

  read({ headers }: IncomingMessage, kind: CookieKind): string | null {
    return parseCookie(headers.cookie ?? '')[this.nameOf(kind)] ?? null;
  }

  set(response: ServerResponse, kind: CookieKind, value: string): void {
    this.send(response, kind, value, kind.maxAgeSeconds);
  }

  clear(response: ServerResponse, kind: CookieKind): void {
    this.send(response, kind, '', 0);
  }

  private send(response: ServerResponse, kind: CookieKind, value: string, maxAge: number): void {
    const { sameSite } = kind;
    const options = { path: '/', httpOnly: true, secure: this.isSecure, sameSite, maxAge } as const;
    response.appendHeader('Set-Cookie', stringifySetCookie(this.nameOf(kind), value, options));
  }

  private nameOf({ name }: CookieKind): string {
    return this.isSecure ? `__Host-${name}` : name;
  }
}
