/** The API key that a program of a client's uses, which has no other setting. */
export const clientKey = (): string | undefined => process.env.ATLAS_API_KEY || undefined;
