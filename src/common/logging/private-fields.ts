/** Fields whose value never reaches a log, whatever the spelling: letters and digits only, lower case. */
const PRIVATE_FIELDS = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'xtwiliosignature',
  'signature',
  'token',
  'authtoken',
  'secondaryauthtoken',
  'twilioauthtoken',
  'twilioauthtokensecondary',
  'password',
  'secret',
  'apikey',
  'xapikey',
  'mongouri',
  'email',
  'script',
  'notes',
  'text',
  'twiml',
  'transcription',
  'transcriptiontext',
  'speechresult',
]);

export const isPrivateField = (name: string): boolean =>
  PRIVATE_FIELDS.has(name.toLowerCase().replace(/[^a-z0-9]/g, ''));

/** The private texts inside a request's body, so that an error which quotes them can be logged without them. */
export const privateTexts = (body: unknown, depth = 0): string[] => {
  if (typeof body !== 'object' || body === null || depth > 20) return [];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string') return privateTexts(value, depth + 1);
    return isPrivateField(name) && value.length >= 3 ? [value] : [];
  });
};
