/** As whom Atlas comes to the server: at mongod this is whoever has the key of the replica set's members. */
export const KEY_HOLDER = { db: 'local', user: '__system' } as const;

/** Without retried writes: SecantusDB goes through its records of them at each write, and stalls after some 10,000. */
export function localUri(port: number, key: string): string {
  // The mechanism is named: no server can ask for the key itself, and none that does not know it passes for ours.
  const access = `authSource=${KEY_HOLDER.db}&authMechanism=SCRAM-SHA-256`;
  return `mongodb://${KEY_HOLDER.user}:${key}@127.0.0.1:${port}/?${access}&directConnection=true&retryWrites=false`;
}
