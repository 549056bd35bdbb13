import type { Client } from 'openapi-fetch';
import type { components, operations, paths } from './schema.js';

/** A shape of the API by its name in openapi.json. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** What an operation may be asked by, as its query. */
export type QueryOf<Operation extends keyof operations> = NonNullable<
  operations[Operation]['parameters']['query']
>;

/** Every route of openapi.json, typed: `http.GET('/dispatch')`. */
export type Http = Client<paths, 'application/json'>;

/** What every request takes. */
export interface RequestOptions {
  /** Ends the request and its repeats: the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** What a request takes that makes something. */
export interface WriteOptions extends RequestOptions {
  /**
   * A name of your own for what is made: Atlas makes it once for each, within 24 hours. Without it one is made up, which
   * holds for this request and its repeats.
   */
  idempotencyKey?: string | undefined;
}

/** The parameters of a request that has a key of the caller's own. */
export const withKey = ({ idempotencyKey, signal }: WriteOptions) => ({
  params: { header: idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey } },
  signal,
});
