/** Signs what is forwarded as an endpoint of Atlas is sent it, by a secret that this program alone knows. */
export interface Signer {
  secret: string;
  headersOf(id: string, body: string): Record<string, string>;
}
