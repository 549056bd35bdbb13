import type { OpenAPIObject } from '@nestjs/swagger';
import { describe, expect, it } from '@jest/globals';
import { addEdgeFailures } from './edge-failures.js';

const statusesOf = (operation: object): string[] => {
  const document = {
    paths: { '/x': { post: { responses: { 201: {} }, ...operation } } },
  } as unknown as OpenAPIObject;
  return Object.keys(addEdgeFailures(document).paths['/x']?.post?.responses ?? {});
};

describe('addEdgeFailures', () => {
  it('adds what a JSON body, a path parameter and the database can do', () => {
    expect(statusesOf({ requestBody: { content: { 'application/json': {} } } })).toEqual([
      '201',
      '400',
      '413',
      '415',
      '503',
    ]);
    expect(statusesOf({ parameters: [{ in: 'path', name: 'id' }] })).toEqual(['201', '400', '503']);
    expect(statusesOf({ tags: ['health'], parameters: [{ in: 'query', name: 'page' }] })).toEqual(['201']);
  });

  it('leaves alone what an operation says itself', () => {
    const responses = { 503: { description: 'mine' } };
    const document = { paths: { '/x': { get: { responses } } } } as unknown as OpenAPIObject;
    expect(addEdgeFailures(document).paths['/x']?.get?.responses).toEqual({ 503: { description: 'mine' } });
  });
});
