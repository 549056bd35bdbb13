/** Where a visit ended, and what was shown there. */
export interface Visited {
  url: string;
  text: string;
}

/** What a browser does with cookies and redirects, for tests that need no page: a cookie belongs to a host and port. */
export class CookieJar {
  /** Every Set-Cookie header, as it came. */
  readonly setCookies: string[] = [];
  private readonly cookies = new Map<string, Map<string, string>>();

  /** The Cookie header for a URL. */
  header(url: string): string {
    const own = this.cookies.get(new URL(url).host) ?? new Map<string, string>();
    return [...own].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Follows redirects to their end. */
  async visit(url: string): Promise<Visited> {
    const { location, text } = await this.get(url);
    return location === null ? { url, text } : this.visit(location);
  }

  /** Follows redirects until one leads to this path, and answers that URL unvisited. */
  async stopAt(url: string, path: string): Promise<string> {
    const { location } = await this.get(url);
    if (location === null) throw new Error(`No redirect led to ${path}`);
    return new URL(location).pathname === path ? location : this.stopAt(location, path);
  }

  private async get(url: string): Promise<{ location: string | null; text: string }> {
    const response = await fetch(url, { redirect: 'manual', headers: { cookie: this.header(url) } });
    for (const cookie of response.headers.getSetCookie()) this.take(url, cookie);
    const location = response.headers.get('location');
    const text = await response.text();
    if (location === null) return { location, text };
    const target = new URL(location, url);
    return { location: target.href, text };
  }

  private take(url: string, cookie: string): void {
    this.setCookies.push(cookie);
    const { host } = new URL(url);
    const [pair = '', ...attributes] = cookie.split('; ');
    const at = pair.indexOf('=');
    const own = this.cookies.get(host) ?? new Map<string, string>();
    this.cookies.set(host, own);
    const isOver = attributes.some((each) => /^max-age=0$|^expires=Thu, 01 Jan 1970/i.test(each));
    if (isOver) own.delete(pair.slice(0, at));
    else own.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
