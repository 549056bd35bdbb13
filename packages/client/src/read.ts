import { answeredError } from './atlas-error.js';

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** What was asked for. Throws AtlasError where the answer is none of success. */
export async function read<Data>(asking: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await asking;
  if (!response.ok) throw answeredError(response, error);
  return data as Data;
}
