import { Atlas } from '@atlas/client';

/** A client of Atlas as any program has it, and the status of its last answer, which the demo shows. */
export interface WatchedClient {
  client: Atlas;
  status: () => number;
}

/** The client of the Atlas that is there. */
export function watchedClient(url: string): WatchedClient {
  let status = 0;
  const watched: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    ({ status } = response);
    return response;
  };
  return { client: new Atlas({ url, fetch: watched }), status: () => status };
}
