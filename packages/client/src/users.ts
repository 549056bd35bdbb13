import type { CallFilter } from './calls.js';
import { eachByCursor, eachByPage } from './each.js';
import { read } from './read.js';
import {
  withKey,
  type Http,
  type QueryOf,
  type RequestOptions,
  type Schema,
  type WriteOptions,
} from './schema-types.js';

const LARGEST_PART = 100;

/** The accounts that calls are made for. */
export class Users {
  constructor(private readonly http: Http) {}

  create(user: Schema<'CreateUser'>, options: WriteOptions = {}): Promise<Schema<'User'>> {
    return read(this.http.POST('/users', { body: user, ...withKey(options) }));
  }

  get(id: string, { signal }: RequestOptions = {}): Promise<Schema<'User'>> {
    return read(this.http.GET('/users/{user_id}', { params: { path: { user_id: id } }, signal }));
  }

  update(
    id: string,
    changes: Schema<'UpdateUser'>,
    { signal }: RequestOptions = {},
  ): Promise<Schema<'User'>> {
    const params = { path: { user_id: id } };
    return read(this.http.PATCH('/users/{user_id}', { params, body: changes, signal }));
  }

  /** One page of the users, newest first; `{ external_id }` or `{ email }` finds the one that has it. */
  list(query: QueryOf<'listUsers'> = {}, { signal }: RequestOptions = {}): Promise<Schema<'UserPage'>> {
    return read(this.http.GET('/users', { params: { query }, signal }));
  }

  /** Each of the users, newest first, their pages read as they are needed. */
  each(options: RequestOptions = {}): AsyncGenerator<Schema<'User'>, void, undefined> {
    return eachByPage((page) => this.list({ page, page_size: LARGEST_PART }, options));
  }

  /** Each call of a user, newest first. */
  calls(
    id: string,
    filter: Omit<CallFilter, 'user'> = {},
    { signal }: RequestOptions = {},
  ): AsyncGenerator<Schema<'Call'>, void, undefined> {
    return eachByCursor((cursor) => {
      const query = { page_size: LARGEST_PART, with_total: false, ...filter, cursor };
      const params = { path: { user_id: id }, query };
      return read(this.http.GET('/users/{user_id}/calls', { params, signal }));
    });
  }
}
