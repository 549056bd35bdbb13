import type { Request } from 'express';

/** The route of a request as the router knows it, such as `/users/:user_id`; null where no route of its own took it. */
export const routeTemplate = ({ route }: Request): string | null => {
  const path: unknown = (route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' && !path.includes('*') ? path : null;
};
