/** A value that a schema of openapi.json lets through: its own example, or the least that is required. */
export function exampleOf(schema, document) {
  const resolved = resolve(schema, document);
  if (resolved.example !== undefined && resolved.example !== null) return resolved.example;
  if (resolved.default !== undefined) return resolved.default;
  if (resolved.enum) return resolved.enum.find((each) => each !== null);
  switch (resolved.type) {
    case 'object':
      return exampleObject(resolved, document);
    case 'array':
      return [exampleOf(resolved.items, document)];
    case 'integer':
    case 'number':
      return resolved.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return exampleText(resolved);
  }
}

function resolve(schema, document) {
  const { $ref: reference, allOf = [], ...own } = schema;
  const parts = [...allOf, ...(reference ? [document.components.schemas[reference.split('/').at(-1)]] : [])];
  return Object.assign({}, ...parts.map((part) => resolve(part, document)), own);
}

/** What has to be there; where nothing has to, as in a change, all that has an example. */
function exampleObject({ properties = {}, required = [] }, document) {
  const names = Object.keys(properties);
  const shown = required.length > 0 ? required : names.filter((name) => properties[name].example ?? false);
  return Object.fromEntries(shown.map((name) => [name, exampleOf(properties[name], document)]));
}

const TEXTS = {
  'date-time': '2026-01-02T03:04:05.678Z',
  date: '2026-01-02',
  email: 'ada@example.com',
  uri: 'https://example.com/atlas',
  uuid: '7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10',
};
const exampleText = ({ format, minLength = 1 }) => TEXTS[format] ?? 'a'.repeat(minLength);
