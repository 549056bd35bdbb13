/** What is kept of the master secret: its mark, and the secret itself where Atlas made it. */
export interface SecretRecord {
  /** 32 random bytes in base64url; absent where SECRETS_KEY gives the secret. */
  made?: string;
  /** Tells whether a secret is the one that stored hashes were made with, and nothing else of it. */
  mark: string;
}
