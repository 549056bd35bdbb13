import { setImmediate as othersTurn } from 'node:timers/promises';
import { DomainError } from '../../common/domain-error.js';
import { ofDomainError } from '../../common/http/failure.js';
import { RequestValidationPipe } from '../../common/validation/request-validation.pipe.js';
import type { CallDto } from '../view/dto/call.dto.js';
import type { BatchRow, RowOutcome } from './batch.js';
import { toQueuedRequest } from './call-request.mapper.js';
import type { BatchDto, BatchRowDto, RowErrorDto } from './dto/batch.dto.js';
import { CreateCallDto } from './dto/create-call.dto.js';

/** So many rows are read at once before whoever else asks has a turn. */
const IN_ONE_GO = 50;

const pipe = new RequestValidationPipe();

/** Reads each row as the body of a request for one call. `requestedBy` is the id of the key or person that asks. */
export const readRows = async (rows: readonly unknown[], requestedBy?: string): Promise<BatchRow[]> => {
  const read: BatchRow[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % IN_ONE_GO === IN_ONE_GO - 1) await othersTurn();
    read.push(await readRow(row, requestedBy));
  }
  return read;
};

const readRow = async (row: unknown, requestedBy?: string): Promise<BatchRow> => {
  try {
    const body = (await pipe.transform(row, { type: 'body', metatype: CreateCallDto })) as CreateCallDto;
    return { body, toRequest: () => toQueuedRequest(body, requestedBy) };
  } catch (failure) {
    if (failure instanceof DomainError) return { failure };
    throw failure;
  }
};

const toRowErrorDto = (failure: DomainError): RowErrorDto => {
  const { status, detail, errors } = ofDomainError(failure);
  const { retryAfterSeconds } = failure;
  return {
    status,
    detail,
    errors: errors ? [...errors] : null,
    retry_after: retryAfterSeconds === undefined ? null : Math.ceil(retryAfterSeconds),
  };
};

const toBatchRowDto = (outcome: RowOutcome<CallDto>, index: number): BatchRowDto =>
  'body' in outcome
    ? { index, status: 'accepted', call: outcome.body, error: null }
    : { index, status: 'refused', call: null, error: toRowErrorDto(outcome.failure) };

export const toBatchDto = (outcomes: readonly RowOutcome<CallDto>[]): BatchDto => {
  const rows = outcomes.map(toBatchRowDto);
  const accepted = rows.filter(({ status }) => status === 'accepted').length;
  return { accepted, refused: rows.length - accepted, rows };
};
