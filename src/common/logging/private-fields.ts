/** Fields whose value never reaches a log, whatever the spelling: letters and digits only, lower case. */
const PRIVATE_FIELDS = new Set(['mongouri', 'email', 'script', 'notes', 'text', 'twiml', 'transcription']);
/** The same, for every name that ends like this. */
const PRIVATE_ENDINGS =
  /(?:authorization|cookies?|session|signature|token|secondary|password|secret|apikey|transcriptiontext|speechresult)$/;

export const isPrivateField = (name: string): boolean => {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return PRIVATE_FIELDS.has(plain) || PRIVATE_ENDINGS.test(plain);
};

/** The private texts inside a request's body, so that an error which quotes them can be logged without them. */
export const privateTexts = (body: unknown, depth = 0): string[] => {
  if (typeof body !== 'object' || body === null || depth > 20) return [];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string') return privateTexts(value, depth + 1);
    return isPrivateField(name) && value.length >= 3 ? [value] : [];
  });
};
