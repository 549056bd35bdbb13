import { isRead } from './field-rules.js';

/** An attempt keeps some dozens of events, and a call twenty attempts, in one document of at most 16 MB. */
const UNREAD_BYTES = 2_048;
const NAMES_TOLD = 20;
const NAME_CHARACTERS = 64;

/** What is kept of a webhook's fields: all that Atlas reads, and of the others what they may weigh together. */
export interface KeepableFields {
  params: Record<string, string>;
  /** The names of fields that were left out; absent where none was. */
  leftOut?: string[];
}

export const keepableFields = (fields: Record<string, string>): KeepableFields => {
  let bytes = 0;
  const leftOut: string[] = [];
  const kept = Object.entries(fields).filter(([name, value]) => {
    if (isRead(name)) return true;
    const weight = Buffer.byteLength(name) + Buffer.byteLength(value);
    if (bytes + weight > UNREAD_BYTES) {
      leftOut.push(name.slice(0, NAME_CHARACTERS));
      return false;
    }
    bytes += weight;
    return true;
  });
  const params = Object.fromEntries(kept.map(([name, value]) => [storable(name), value]));
  return leftOut.length === 0 ? { params } : { params, leftOut: leftOut.slice(0, NAMES_TOLD) };
};

/** BSON has no name with a NUL in it, and takes one for the mark of its own types. */
const storable = (name: string): string =>
  name === '_bsontype' ? `${name}_` : name.replaceAll('\0', '\uFFFD');
