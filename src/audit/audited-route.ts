/** A route as the router knows it: `/users/:user_id`, and the name of its handler. */
export interface AuditedRoute {
  path: string;
  handler: string;
  parameters: Readonly<Record<string, string | string[]>>;
  /** What the route says that the request is about. */
  name?: string | null;
}

const segmentOf = (path: string): string => path.split('/')[1] ?? '';

/** `user` for anything under `/users`. */
const typeOf = (path: string): string => {
  const segment = segmentOf(path);
  return segment === 'people' ? 'person' : segment.replace(/ies$/, 'y').replace(/s$/, '');
};

/** `users.update` for `updateUser` under `/users`. */
export const actionOf = ({ path, handler }: AuditedRoute): string => {
  const type = typeOf(path);
  const noun = type.charAt(0).toUpperCase() + type.slice(1);
  const verb = handler.endsWith(noun) ? handler.slice(0, -noun.length) : handler;
  return `${segmentOf(path)}.${verb}`;
};

/** Type and name of what the route says, or the path names first, as it was given; null where nothing is named. */
export const namedBy = ({ path, parameters, name }: AuditedRoute): [type: string, name: string] | null => {
  const first = name ?? Object.values(parameters)[0];
  return first === undefined ? null : [typeOf(path), String(first)];
};

/** Type and id of what an answer says was made, at `/users/7f0c…`. */
export const madeAt = (location: unknown): [type: string, id: string] | null => {
  const id = typeof location === 'string' ? location.split('/')[2] : undefined;
  return id ? [typeOf(String(location)), id] : null;
};
