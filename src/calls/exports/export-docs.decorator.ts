import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { ApiErrors } from '../../common/api-errors.js';

const BROKEN_OFF =
  'It is sent as it is read. Where it cannot be read to its end the connection is cut: an answer that ends is whole.';
const ORDER = 'Newest first; with `user` or `call_id`, newest call first.';
const CSV =
  'A table as RFC 4180 has it, in UTF-8, under one line of names. Text that a spreadsheet would take for a formula has an apostrophe before it.';
const NDJSON = 'Each as JSON on a line of its own.';

/** Documents an answer of any length, by the name of its file and an example of how it begins. */
export const ApiExport = (file: string, summary: string, example: string): MethodDecorator => {
  const isTable = file.endsWith('.csv');
  const mediaType = isTable ? 'text/csv' : 'application/x-ndjson';
  const order = file.startsWith('calls') ? 'Newest first.' : ORDER;
  return applyDecorators(
    ApiOperation({ summary, description: `${isTable ? CSV : NDJSON} ${order} ${BROKEN_OFF}` }),
    ApiProduces(mediaType),
    ApiOkResponse({
      description: 'All of them.',
      content: { [mediaType]: { schema: { type: 'string' }, example } },
    }),
    ApiErrors({
      400: 'Invalid from: must be an RFC 3339 time, such as 2026-01-02T03:04:05Z',
      503: 'Too many exports at once: at most 8, try again in 10 s',
    }),
  );
};
