import type { Request } from 'express';

interface RouteLayer {
  route?: { methods: Record<string, boolean> };
  /** What the path gives to the route's parameters, or false. */
  match(path: string): { params: Record<string, string> } | false;
}

/** Middleware that Nest mounts for every method is no route; no route of Atlas answers to TRACE. */
const isMiddleware = ({ route }: RouteLayer): boolean =>
  !route || Boolean(route.methods['trace'] ?? route.methods['_all']);

/** How many parameters the route has where it has the path. */
const parametersIn = (layer: RouteLayer, path: string): number | null => {
  try {
    const match = layer.match(path);
    return match ? Object.keys(match.params).length : null;
  } catch {
    return null; // the path holds a malformed escape, so no route has it
  }
};

/**
 * The methods that the routes of this path answer to, sorted; empty for an unknown path. Where it is a route's own name,
 * it is none of the values that another route's parameter stands for.
 */
export const allowedMethods = ({ app, path }: Request): string[] => {
  const stack = app.router.stack as unknown as RouteLayer[];
  const found = stack
    .filter((layer) => !isMiddleware(layer))
    .map((layer) => ({ layer, parameters: parametersIn(layer, path) }))
    .filter(({ parameters }) => parameters !== null);
  const isOwnName = found.some(({ parameters }) => parameters === 0);
  const routes = found.filter(({ parameters }) => !isOwnName || parameters === 0);
  const methods = new Set(
    routes.flatMap(({ layer: { route } }) =>
      Object.keys(route?.methods ?? {}).map((name) => name.toUpperCase()),
    ),
  );
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
};
