import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './operations.js';

/** Documents that a list in a query is one parameter with commas between its words: OpenAPI takes it for many else. */
export const showLists = (document: OpenAPIObject): OpenAPIObject => {
  for (const { operation } of operationsOf(document))
    for (const parameter of operation.parameters ?? [])
      if (
        'in' in parameter &&
        parameter.in === 'query' &&
        parameter.schema &&
        'type' in parameter.schema &&
        parameter.schema.type === 'array'
      )
        Object.assign(parameter, { style: 'form', explode: false });
  return document;
};
