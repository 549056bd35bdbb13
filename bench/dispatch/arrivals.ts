/** When the simulator saw a call come, of which user and time it was meant for. */
export interface Arrival {
  callId: string;
  at: number;
}

interface SimulatedCall {
  created_at: string;
  webhooks: { url: string }[];
}

const SECOND_MS = 1000;

/** All calls that the simulator has seen and told Atlas of, the first first. */
export async function arrivalsAt(simulatorUrl: string): Promise<Arrival[]> {
  const response = await fetch(`${simulatorUrl}/simulator/calls`);
  const { calls } = (await response.json()) as { calls: SimulatedCall[] };
  return calls
    .map(({ created_at, webhooks }) => ({
      callId: new URL(webhooks[0]?.url ?? 'http://nobody').searchParams.get('call_id') ?? '',
      at: Date.parse(created_at),
    }))
    .sort((a, b) => a.at - b.at);
}

/** The most arrivals in any second, of arrivals in their order. */
export function mostInASecond(arrivals: Pick<Arrival, 'at'>[]): number {
  let from = 0;
  let most = 0;
  for (const [i, { at }] of arrivals.entries()) {
    while (at - (arrivals[from]?.at ?? at) >= SECOND_MS) from += 1;
    most = Math.max(most, i - from + 1);
  }
  return most;
}

/** The value that so great a share of the values does not exceed. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
