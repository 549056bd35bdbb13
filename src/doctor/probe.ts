/** Where a probe is sent, and for which URL and by which token it is signed. */
export interface Probe {
  to: string;
  signature: string;
}

/** What an Atlas tells that has verified a probe. */
interface Told {
  instance: string | null;
  baseUrl: string | null;
}

/** What came back: an answer, or why none did. */
export type Answer =
  ({ kind: 'answered'; status: number; location: string | null } & Told) | { kind: 'failed'; code: string };

const LIMIT_MS = 5_000;

const codeOf = (error: unknown): string => {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return cause?.code ?? name ?? 'unknown';
};

const toldIn = (body: string): Told => {
  try {
    const { instance, base_url: baseUrl } = JSON.parse(body) as Record<string, unknown>;
    const isUrl = typeof baseUrl === 'string' && URL.canParse(baseUrl);
    return {
      instance: typeof instance === 'string' ? instance : null,
      baseUrl: isUrl ? baseUrl : null,
    };
  } catch {
    return { instance: null, baseUrl: null };
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
    const told = toldIn(await answer.text());
    return { kind: 'answered', status: answer.status, location: answer.headers.get('location'), ...told };
  } catch (error) {
    return { kind: 'failed', code: codeOf(error) };
  }
};
