import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { closeBodies, nameSchemas } from './schemas.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ content: { 'application/json': { schema: ref(name) } } });
const documentOf = (schemas: object): OpenAPIObject =>
  ({
    paths: { '/x': { post: { requestBody: json('MakeDto'), responses: { 201: json('MadeDto') } } } },
    components: { schemas },
  }) as unknown as OpenAPIObject;

const thing = (properties = {}) => ({ type: 'object', properties });

describe('the schemas of the document', () => {
  it('have the names of things, where they are and where they are referred to', () => {
    const { paths, components } = nameSchemas(
      documentOf({ MakeDto: thing({ part: ref('PartDto') }), PartDto: thing(), MadeDto: thing() }),
    );
    expect(Object.keys(components?.schemas ?? {})).toEqual(['Make', 'Part', 'Made']);
    expect(JSON.stringify({ paths, components })).not.toContain('Dto');
    expect(components?.schemas?.['Make']).toEqual(thing({ part: ref('Part') }));
  });

  it('are closed where they are of a body, at any depth, and open elsewhere', () => {
    const { components } = closeBodies(
      documentOf({ MakeDto: thing({ part: ref('PartDto') }), PartDto: thing(), MadeDto: thing() }),
    );
    expect(components?.schemas).toEqual({
      MakeDto: { ...thing({ part: ref('PartDto') }), additionalProperties: false },
      PartDto: { ...thing(), additionalProperties: false },
      MadeDto: thing(),
    });
  });

  it('are closed by whatever method a body is sent', () => {
    const document = documentOf({ MakeDto: thing(), MadeDto: thing() });
    const { post } = document.paths['/x'] ?? {};
    document.paths = { '/x': { put: post } };
    expect(closeBodies(document).components?.schemas?.['MakeDto']).toHaveProperty(
      'additionalProperties',
      false,
    );
  });
});

interface Shown {
  nullable?: boolean;
  maxLength?: number;
  pattern?: string;
}
interface ShownSchema {
  required: string[];
  properties: Record<string, Shown>;
  additionalProperties?: false;
}
interface ShownOperation {
  tags: string[];
  parameters?: { name: string; in: string; schema: Shown & { type?: string; format?: string } }[];
}

const { components, paths } = JSON.parse(readFileSync(resolve('openapi.json'), 'utf8')) as {
  components: { schemas: Record<string, ShownSchema> };
  paths: Record<string, Record<string, ShownOperation>>;
};

it('openapi.json says of each text of a body which characters it may have', () => {
  const bodies = Object.entries(components.schemas).filter(
    ([, schema]) => schema.additionalProperties === false,
  );
  const texts = bodies.flatMap(([name, { properties }]) =>
    Object.entries(properties)
      .filter(([, { maxLength }]) => maxLength !== undefined)
      .map(([field, { pattern }]) => [`${name}.${field}`, pattern]),
  );
  expect(texts.length).toBeGreaterThan(8);
  expect(texts.filter(([, pattern]) => pattern === undefined)).toEqual([]);
});

it('openapi.json says which texts the audit log is asked by', () => {
  const { parameters = [] } = paths['/audit']?.['get'] ?? {};
  const named = parameters.filter(({ name }) => ['who', 'action', 'resource'].includes(name));
  expect(named).toHaveLength(3);
  for (const { schema } of named)
    expect(schema).toMatchObject({
      minLength: 1,
      maxLength: expect.any(Number),
      pattern: expect.any(String),
    });
});

it('openapi.json says what Atlas takes: E.164, what is required, and null where an answer has null', () => {
  const { Call, CreateCall, CreateUser, User } = components.schemas;
  expect(CreateCall?.required).toEqual(['to', 'user_external_id']);
  for (const [given, answered] of [
    [CreateCall, Call],
    [CreateUser, User],
  ])
    for (const [field, { nullable }] of Object.entries(given?.properties ?? {}))
      expect([field, nullable]).toEqual([field, answered?.properties[field]?.nullable]);
  for (const number of [CreateCall?.properties['to'], CreateUser?.properties['phone_number']])
    expect(number?.pattern).toBe('^\\+[1-9]\\d{6,14}$');
});
