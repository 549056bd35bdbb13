/** What kind of failure a try was: the words of Twilio's `rp` override. */
export type FailureKind = '4xx' | '5xx' | 'ct' | 'rt';

export interface ConnectionOverrides {
  connectTimeoutMs: number;
  readTimeoutMs: number;
  totalMs: number;
  retries: number;
  retryOn: ReadonlySet<FailureKind>;
}

const LIMITS = {
  ct: { min: 100, max: 10_000, default: 5000 },
  rt: { min: 100, max: 15_000, default: 15_000 },
  tt: { min: 100, max: 15_000, default: 15_000 },
  rc: { min: 0, max: 5, default: 1 },
} as const;

const ALL: readonly FailureKind[] = ['4xx', '5xx', 'ct', 'rt'];

function numberOf(settings: URLSearchParams, key: keyof typeof LIMITS): number {
  const { min, max, default: fallback } = LIMITS[key];
  const text = settings.get(key);
  if (text === null || !/^\d+$/.test(text)) return fallback;
  return Math.min(max, Math.max(min, Number(text)));
}

function policyOf(settings: URLSearchParams): ReadonlySet<FailureKind> {
  const words = (settings.get('rp') ?? 'ct').split(',');
  return new Set(words.includes('all') ? ALL : ALL.filter((kind) => words.includes(kind)));
}

/** Reads the fragment of a webhook's URL. Source: Twilio's "Connection overrides" page, defaults included. */
export function connectionOverrides(url: string): ConnectionOverrides {
  const settings = new URLSearchParams(url.split('#')[1] ?? '');
  return {
    connectTimeoutMs: numberOf(settings, 'ct'),
    readTimeoutMs: numberOf(settings, 'rt'),
    totalMs: numberOf(settings, 'tt'),
    retries: numberOf(settings, 'rc'),
    retryOn: policyOf(settings),
  };
}
