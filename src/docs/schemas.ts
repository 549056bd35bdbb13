import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './operations.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const REFERENCE = /"#\/components\/schemas\/(\w+)"/g;

/** The names of the schemas that this part of the document refers to, directly or through others. */
const namesIn = (part: unknown, schemas: Schemas, found = new Set<string>()): Set<string> => {
  for (const [, name = ''] of (JSON.stringify(part) ?? '').matchAll(REFERENCE)) {
    if (found.has(name)) continue;
    found.add(name);
    namesIn(schemas[name], schemas, found);
  }
  return found;
};

/** Schemas by the names of things: that they are DTOs is nothing to a client. */
export const nameSchemas = (document: OpenAPIObject): OpenAPIObject =>
  JSON.parse(
    JSON.stringify(document, (key, value: unknown) =>
      key === 'schemas' && typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value).map(([name, schema]) => [name.replace(/Dto$/, ''), schema]),
          )
        : value,
    ).replace(/("#\/components\/schemas\/\w+?)Dto"/g, '$1"'),
  ) as OpenAPIObject;

/** An unknown field of a request is refused, so the schemas of bodies are closed; answers may grow. */
export const closeBodies = (document: OpenAPIObject): OpenAPIObject => {
  const schemas = document.components?.schemas ?? {};
  const bodies = operationsOf(document).map(({ operation }) => operation.requestBody);
  for (const name of namesIn(bodies, schemas)) {
    const schema = schemas[name];
    if (schema && 'properties' in schema) schema.additionalProperties = false;
  }
  return document;
};
