/** The hosts that a MongoDB connection string names, without its credentials and options. */
export function serverAddress(uri: string): string {
  const [, rest = ''] = uri.split('://');
  const authority = rest.split(/[/?]/, 1)[0] ?? '';
  return authority.slice(authority.lastIndexOf('@') + 1);
}
