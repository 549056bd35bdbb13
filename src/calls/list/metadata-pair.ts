/** One name of a call's metadata and its value. */
export type MetadataPair = [key: string, value: string];

const PAIR = /^([\w.-]{1,40}):(.{0,500})$/su;

/** The pair that `key:value` names, for no key has a colon; null for any other value. */
export const parseMetadataPair = (text: unknown): MetadataPair | null => {
  const [, key, value] = (typeof text === 'string' && PAIR.exec(text)) || [];
  return key === undefined || value === undefined ? null : [key, value];
};
