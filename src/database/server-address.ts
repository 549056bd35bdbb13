import { mongoHosts } from '../config/environment-formats.js';

/** For people: the hosts that a MongoDB connection string names. What cannot be read surely is not shown at all. */
export function serverAddress(uri: string): string {
  return mongoHosts(uri) ?? 'an address that cannot be read';
}
