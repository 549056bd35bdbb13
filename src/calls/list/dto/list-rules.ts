import { ValidateBy } from 'class-validator';
import { parseMetadataPair } from '../metadata-pair.js';

export const IsWithoutPage = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isWithoutPage',
      validator: {
        validate: (_, args) => (args?.object as { page?: number } | undefined)?.page === undefined,
      },
    },
    { message: 'must not be given together with page' },
  );

/** As many as one part of a list holds at most. */
export const MOST_IDS = 100;

/** For the documentation. */
export const CALL_ID_PATTERN = '^[A-Za-z0-9_-]{1,64}$';
const CALL_ID = new RegExp(CALL_ID_PATTERN);

const isListOfIds = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= MOST_IDS &&
  value.every((id) => typeof id === 'string' && CALL_ID.test(id));

export const IsListOfIds = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isListOfIds', validator: { validate: isListOfIds } },
    { message: `must be call_ids with commas between them, at most ${MOST_IDS}` },
  );

export const IsMetadataPair = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isMetadataPair', validator: { validate: (value) => parseMetadataPair(value) !== null } },
    { message: 'must be key:value, a key of 1 to 40 of A-Za-z0-9_.- and at most 500 characters' },
  );
