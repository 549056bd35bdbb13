import type { Schema } from '../api/client.js';
import { textIn } from '../api/search-values.js';

type User = Schema<'User'>;
export type UserInput = Pick<User, 'name' | 'email' | 'phone_number' | 'external_id'>;

/** What the form says; a number may be written with spaces, dashes and brackets. */
export const userInput = (form: FormData): UserInput => ({
  name: textIn(form.get('name')) ?? '',
  email: textIn(form.get('email')) ?? '',
  phone_number: (textIn(form.get('phone_number')) ?? '').replaceAll(/[\s().-]/g, ''),
  external_id: textIn(form.get('external_id')) ?? null,
});

/** The fields of the input that differ from the user: what is not touched is not written over. */
export const changesOf = (user: UserInput, input: UserInput): Partial<UserInput> => {
  const changes: Partial<UserInput> = {};
  if (input.name !== user.name) changes.name = input.name;
  if (input.email !== user.email) changes.email = input.email;
  if (input.phone_number !== user.phone_number) changes.phone_number = input.phone_number;
  if (input.external_id !== user.external_id) changes.external_id = input.external_id;
  return changes;
};
