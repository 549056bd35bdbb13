/** The user and the password of an HTTP Basic `Authorization` header; null for anything else. */
export function basicCredentials(header: string | undefined): { user: string; password: string } | null {
  const [scheme, encoded = ''] = (header ?? '').split(' ');
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (scheme?.toLowerCase() !== 'basic' || colon < 0) return null;
  return { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

export const basicAuthorization = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
