/** One name of a call's metadata and its value. */
export type MetadataPair = [key: string, value: string];

const PAIR = /^([\w.-]{1,40}):(.{0,500})$/su;

/** For the documentation: what every such pair looks like. */
export const METADATA_PAIR_PATTERN = '^[A-Za-z0-9_.-]{1,40}:[\\s\\S]{0,500}$';

/** The pair that `key:value` names, for no key has a colon; null for any other value. */
export const parseMetadataPair = (text: unknown): MetadataPair | null => {
  const [, key, value] = (typeof text === 'string' && PAIR.exec(text)) || [];
  return key === undefined || value === undefined ? null : [key, value];
};
