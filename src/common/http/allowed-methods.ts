import type { Request } from 'express';

interface RouteLayer {
  route?: { methods: Record<string, boolean> };
  match(path: string): unknown;
}

/** Middleware that Nest mounts for every method is no route; no route of Atlas answers to TRACE. */
const isMiddleware = ({ route }: RouteLayer): boolean =>
  !route || Boolean(route.methods['trace'] ?? route.methods['_all']);

const matches = (layer: RouteLayer, path: string): boolean => {
  try {
    return Boolean(layer.match(path));
  } catch {
    return false; // the path holds a malformed escape, so no route has it
  }
};

/** The methods that the routes of this path answer to, sorted; empty for an unknown path. */
export const allowedMethods = ({ app, path }: Request): string[] => {
  const stack = app.router.stack as unknown as RouteLayer[];
  const methods = new Set<string>();
  for (const layer of stack) {
    if (isMiddleware(layer) || !matches(layer, path)) continue;
    for (const method of Object.keys(layer.route?.methods ?? {})) methods.add(method.toUpperCase());
  }
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
};
