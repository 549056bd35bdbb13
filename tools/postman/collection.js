/** A Postman collection of what openapi.json says. Format: Postman's collection schema 2.1. */
import { exampleOf } from './example.js';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const DESCRIPTION =
  'Every request of Atlas that an API key may send. Set `url`, and `key` where Atlas asks for one. What is made is kept in variables, ' +
  'so that the requests that follow are about it: the collection runs as a whole, from the first to the last.';
/** Where the parameter of a path is not the `id` of what is made under the path before it. */
const MADE_ELSEWHERE = { 'POST /calls/outbound': { call: 'call_id', call_sid: 'call_id' } };
/** Nobody else has them, however often the collection is run. */
const FRESH = { email: '{{$randomUUID}}@example.com', external_id: '{{$randomUUID}}' };
/** What may be answered when all is well: what is asked for may be gone, or too late. */
const FINE = (status) => status < 400 || status === 404 || status === 409;

/** What a key may ask, and ends by itself: who has a password, or is Twilio, has other clients. */
const isAsked = ({ security, tags, responses }) =>
  (security !== undefined || tags.includes('health')) &&
  !('text/event-stream' in (responses['200']?.content ?? {}));

const statusesOf = ({ responses }) => Object.keys(responses).map(Number);

/** The whole collection: a folder for each tag, in the order of the document. */
export function collectionOf(document) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => isAsked(operation))
      .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
  );
  const parameters = new Set(operations.flatMap(({ path }) => parametersOf(path)));
  const tags = [...new Set([...document.tags.map(({ name }) => name), ...operations.map(tagOf)])];
  return {
    info: { name: document.info.title, description: DESCRIPTION, schema: SCHEMA },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{key}}', type: 'string' }] },
    variable: [
      { key: 'url', value: 'http://localhost:8000' },
      { key: 'key', value: '' },
      ...[...parameters].map((key) => ({ key, value: 'unknown' })),
    ],
    item: tags
      .map((name) => ({
        name,
        item: operations
          .filter((each) => tagOf(each) === name)
          .map((each) => itemOf(each, operations, document)),
      }))
      .filter(({ item }) => item.length > 0),
  };
}

const tagOf = ({ operation }) => operation.tags[0];
const parametersOf = (path) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

function itemOf({ name, path, operation }, operations, document) {
  const [method] = name.split(' ');
  const body = operation.requestBody?.content['application/json'];
  return {
    name,
    event: [
      {
        listen: 'test',
        script: { type: 'text/javascript', exec: scriptOf(name, path, operation, operations) },
      },
    ],
    request: {
      method,
      header: headersOf(operation),
      ...(body && { body: bodyOf(body, document) }),
      url: urlOf(path, operation, document),
      ...(operation.description && { description: operation.description }),
    },
  };
}

function headersOf({ parameters = [], requestBody }) {
  const takesKey = parameters.some((each) => each.name === 'Idempotency-Key');
  return [
    ...(requestBody ? [{ key: 'Content-Type', value: 'application/json' }] : []),
    ...(takesKey ? [{ key: 'Idempotency-Key', value: '{{$guid}}' }] : []),
  ];
}

function bodyOf({ example, schema }, document) {
  const value = example ?? exampleOf(schema, document);
  const fresh = Object.entries(FRESH).filter(([name]) => name in value);
  const raw = JSON.stringify({ ...value, ...Object.fromEntries(fresh) }, null, 2);
  return { mode: 'raw', raw, options: { raw: { language: 'json' } } };
}

function urlOf(path, { parameters = [] }, document) {
  const query = parameters
    .filter((each) => each.in === 'query')
    .map(({ name, required, schema, description }) => ({
      key: name,
      value: String(exampleOf(schema, document)),
      ...(description && { description }),
      ...(!required && { disabled: true }),
    }));
  const parts = path.slice(1).replaceAll(/\{(\w+)\}/g, ':$1');
  const asked = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
  return {
    raw: `{{url}}/${parts}${asked.length > 0 ? `?${asked.join('&')}` : ''}`,
    host: ['{{url}}'],
    path: parts.split('/'),
    ...(query.length > 0 && { query }),
    ...(parts.includes(':') && {
      variable: parametersOf(path).map((key) => ({ key, value: `{{${key}}}` })),
    }),
  };
}

/** What Postman does with the answer: looks at its status, and keeps what was made for the requests that follow. */
function scriptOf(name, path, operation, operations) {
  const fine = statusesOf(operation).filter(FINE);
  const kept = Object.entries(name.startsWith('POST ') ? keptOf(name, path, operations) : {});
  return [
    `pm.test('is answered as documented', () => pm.expect(pm.response.code).to.be.oneOf(${JSON.stringify(fine)}));`,
    ...kept.map(
      ([parameter, field]) =>
        `if (pm.response.code < 300) pm.collectionVariables.set('${parameter}', pm.response.json().${field});`,
    ),
  ];
}

/** For each parameter that stands right behind this path in another one, the field that tells it. */
function keptOf(name, path, operations) {
  const behind = operations.flatMap((each) =>
    each.path.startsWith(`${path}/{`) ? parametersOf(each.path).slice(parametersOf(path).length)[0] : [],
  );
  return MADE_ELSEWHERE[name] ?? Object.fromEntries(behind.map((parameter) => [parameter, 'id']));
}
