/**
 * The fields of the unique index that refused a write, or null for any other error.
 * Source: MongoDB's E11000, whose `keyPattern` names the index's fields.
 */
export function duplicateKeyFields(error: unknown): string[] | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 11000) return null;
  const pattern = 'keyPattern' in error ? error.keyPattern : undefined;
  return typeof pattern === 'object' && pattern !== null ? Object.keys(pattern) : [];
}
