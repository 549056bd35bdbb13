/** The key of the event of an attempt that Atlas itself saw fail. */
export const failureKey = (callId: string, n: number): string => `${callId}:${n}:submission`;
