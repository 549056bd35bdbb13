import type { OpenAPIObject } from '@nestjs/swagger';

type PathItem = OpenAPIObject['paths'][string];
export type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

/** Every operation of the document, each with its method. */
export const operationsOf = ({ paths }: OpenAPIObject): { method: Method; operation: Operation }[] =>
  Object.values(paths).flatMap((path) =>
    METHODS.flatMap((method) => (path[method] ? [{ method, operation: path[method] }] : [])),
  );
