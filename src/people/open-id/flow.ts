const LONGEST_NEXT = 512;

/** What the browser keeps while its person is at the OpenID provider. */
export interface Flow {
  state: string;
  nonce: string;
  /** PKCE's code verifier. */
  verifier: string;
  /** Where to lead on to afterwards, as it was asked for. */
  next: string;
}

export const writeFlow = (flow: Flow): string =>
  JSON.stringify({ ...flow, next: flow.next.length > LONGEST_NEXT ? '' : flow.next });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Null for what is no such thing. */
export const readFlow = (text: string): Flow | null => {
  const { state, nonce, verifier, next } = (parse(text) ?? {}) as Record<string, unknown>;
  const isWhole = [state, nonce, verifier, next].every((each) => typeof each === 'string');
  return isWhole ? ({ state, nonce, verifier, next } as Flow) : null;
};
