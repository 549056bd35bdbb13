import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import { ApiErrors } from '../common/api-errors.js';

/** Documents results that are answered as they are, or as a table. */
export const ApiResults = (summary: string, results: Type): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(results),
    ApiOperation({
      summary,
      description: 'The rows as a table where `format=csv` or the header Accept asks for `text/csv`.',
    }),
    ApiOkResponse({
      description: '',
      content: {
        'application/json': { schema: { $ref: getSchemaPath(results) } },
        'text/csv': { schema: { type: 'string' } },
      },
    }),
    ApiErrors({ 400: 'Invalid time_zone: must be an IANA time zone, such as Europe/Berlin' }),
  );
