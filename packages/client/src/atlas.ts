import createClient from 'openapi-fetch';
import { Calls } from './calls.js';
import { Feedback } from './feedback.js';
import { keys } from './keys.js';
import { Recordings } from './recordings.js';
import type { Http } from './schema-types.js';
import type { paths } from './schema.js';
import { sendWith, type Sending } from './sending.js';
import { Users } from './users.js';

/** Which Atlas, and how it is asked. */
export interface AtlasOptions extends Partial<Sending> {
  /** Where it is: `https://atlas.example.com`. */
  url: string;
  /** An API key; none is needed where Atlas lets everybody in. */
  key?: string | undefined;
}

/** An Atlas that is asked over HTTP. What is asked throws AtlasError where it does not succeed. */
export class Atlas {
  readonly calls: Calls;
  readonly users: Users;
  readonly feedback: Feedback;
  readonly recordings: Recordings;
  /** Every route, for what has no method here: sent in the same way, and answered with `data` or `error`. */
  readonly http: Http;

  constructor({
    url,
    key,
    fetch: send = fetch,
    timeoutMs = 30_000,
    retries = 4,
    firstWaitMs = 250,
  }: AtlasOptions) {
    this.http = createClient<paths, 'application/json'>({
      baseUrl: url,
      headers: {
        Accept: 'application/json, application/problem+json',
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
      },
      // A redirected POST would become a GET.
      redirect: 'manual',
      querySerializer: { array: { style: 'form', explode: false } },
      fetch: sendWith({ fetch: send, timeoutMs, retries, firstWaitMs }),
    });
    this.http.use(keys);
    this.calls = new Calls(this.http);
    this.users = new Users(this.http);
    this.feedback = new Feedback(this.http);
    this.recordings = new Recordings(this.http);
  }
}
