import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';

interface Parameter {
  name: string;
  in: string;
  style?: string;
  explode?: boolean;
  schema?: { type?: string };
}

const { paths } = JSON.parse(readFileSync(resolve('openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
};

it('openapi.json shows every list in a query with commas between its words, as Atlas reads it', () => {
  const lists = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ parameters = [] }) => parameters)
    .filter((parameter) => parameter.in === 'query' && parameter.schema?.type === 'array');
  expect(new Set(lists.map(({ name }) => name))).toEqual(new Set(['status', 'call_id']));
  for (const list of lists) expect(list).toMatchObject({ style: 'form', explode: false });
});
