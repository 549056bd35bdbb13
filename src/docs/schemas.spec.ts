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
});

interface ShownSchema {
  required: string[];
  properties: Record<string, { nullable?: boolean; pattern?: string }>;
}

it('openapi.json says what Atlas takes: E.164, what is required, and null where an answer has null', () => {
  const { components } = JSON.parse(readFileSync(resolve('openapi.json'), 'utf8')) as {
    components: { schemas: Record<string, ShownSchema> };
  };
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
