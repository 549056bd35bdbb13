/** A webhook on the tape, as far as it is of interest here. */
interface Taped {
  url?: unknown;
}

const withoutSecrets = ({ url, ...webhook }: Taped, at: number): object => ({
  ...webhook,
  id: String(at),
  url: typeof url === 'string' ? url.split(/[?#]/, 1).join('') : null,
  signature: null,
});

/** The phones and the tape for who may look and not act: nothing with which a webhook could be sent again as Twilio's. */
export const stateForViewers = (state: unknown): unknown => {
  const { tape } = state as { tape?: unknown };
  return { ...(state as object), tape: Array.isArray(tape) ? (tape as Taped[]).map(withoutSecrets) : [] };
};
