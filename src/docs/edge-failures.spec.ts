import type { OpenAPIObject } from '@nestjs/swagger';
import { describe, expect, it } from '@jest/globals';
import { addEdgeFailures } from './edge-failures.js';

const statusesOf = (method: 'get' | 'post', operation: object): string => {
  const document = {
    paths: { '/x': { [method]: { responses: { 201: {} }, ...operation } } },
  } as unknown as OpenAPIObject;
  return Object.keys(addEdgeFailures(document).paths['/x']?.[method]?.responses ?? {}).join(' ');
};

describe('addEdgeFailures', () => {
  it('adds what a body can do, where one is asked for and where none is', () => {
    expect(statusesOf('post', { requestBody: { content: { 'application/json': {} } } })).toBe(
      '201 400 403 413 415 421 503',
    );
    expect(statusesOf('post', {})).toBe('201 400 403 413 415 421 503');
    expect(statusesOf('post', { tags: ['webhooks'] })).toBe('201 400 413 415 429 503');
  });

  it('adds what comes of asking without a key, or too often with one', () => {
    expect(statusesOf('get', { security: [{ key: [] }] })).toBe('201 401 403 421 429 503');
  });

  it('adds what a path parameter and the database can do', () => {
    expect(statusesOf('get', { parameters: [{ in: 'path', name: 'id' }] })).toBe('201 400 414 421 503');
    expect(statusesOf('get', { tags: ['health'], parameters: [{ in: 'query', name: 'page' }] })).toBe(
      '201 414',
    );
  });

  it('adds what a long URL or many headers can do, where an operation takes them', () => {
    const query = { in: 'query', name: 'page' };
    const header = { in: 'header', name: 'Idempotency-Key' };
    expect(statusesOf('get', { parameters: [query] })).toBe('201 414 421 503');
    expect(statusesOf('get', { parameters: [header] })).toBe('201 421 431 503');
    expect(statusesOf('get', { tags: ['webhooks'], parameters: [query] })).toBe('201 429 503');
  });

  it('leaves alone what an operation says itself', () => {
    const responses = { 503: { description: 'mine' } };
    const document = { paths: { '/x': { get: { responses } } } } as unknown as OpenAPIObject;
    expect(addEdgeFailures(document).paths['/x']?.get?.responses).toMatchObject(responses);
  });
});
