/** Where a probe is sent, and for which URL and by which token it is signed. */
export interface Probe {
  to: string;
  signature: string;
}

/** What came back: an answer, or why none did. */
export type Answer =
  | { kind: 'answered'; status: number; location: string | null; instance: string | null }
  | { kind: 'failed'; code: string };

const LIMIT_MS = 5_000;

const codeOf = (error: unknown): string => {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return cause?.code ?? name ?? 'unknown';
};

const instanceIn = (body: string): string | null => {
  try {
    const { instance } = JSON.parse(body) as { instance?: unknown };
    return typeof instance === 'string' ? instance : null;
  } catch {
    return null;
  }
};

/** Asks once, and follows nothing. Never fails. */
export const send = async ({ to, signature }: Probe): Promise<Answer> => {
  try {
    const answer = await fetch(to, {
      redirect: 'manual',
      headers: { 'X-Twilio-Signature': signature },
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const instance = instanceIn(await answer.text());
    return { kind: 'answered', status: answer.status, location: answer.headers.get('location'), instance };
  } catch (error) {
    return { kind: 'failed', code: codeOf(error) };
  }
};
