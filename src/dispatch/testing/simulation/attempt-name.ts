/** The key of an attempt names it among those of its call. */
export const nameOf = (callId: string, key = ''): string => `${callId} ${key}`;
