import type { Schema } from '../api/client.js';

type User = Schema<'User'>;
export type UserInput = Pick<User, 'name' | 'email' | 'phone_number' | 'external_id'>;

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** What the form says; a number may be written with spaces, dashes and brackets. */
export const userInput = (form: FormData): UserInput => ({
  name: textOf(form, 'name'),
  email: textOf(form, 'email'),
  phone_number: textOf(form, 'phone_number').replaceAll(/[\s().-]/g, ''),
  external_id: textOf(form, 'external_id') || null,
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
