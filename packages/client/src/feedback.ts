import { read } from './read.js';
import type { Http, RequestOptions, Schema } from './schema-types.js';

/** What callees thought of a call, which is named by its `call_id` or any of its SIDs. */
export class Feedback {
  constructor(private readonly http: Http) {}

  /** Given again, it replaces what was given before. */
  give(
    call: string,
    feedback: Schema<'GiveFeedback'>,
    { signal }: RequestOptions = {},
  ): Promise<Schema<'Feedback'>> {
    const params = { path: { call_sid: call } };
    return read(this.http.PATCH('/calls/{call_sid}/feedback', { params, body: feedback, signal }));
  }

  get(call: string, { signal }: RequestOptions = {}): Promise<Schema<'Feedback'>> {
    return read(
      this.http.GET('/calls/{call_sid}/feedback', { params: { path: { call_sid: call } }, signal }),
    );
  }
}
