import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common/domain-error.js';
import { toDatabaseError } from '../../database/database.errors.js';
import {
  type AnsweredBefore,
  type Asked,
  IdempotencyService,
} from '../../idempotency/idempotency.service.js';
import type { IdempotentRequest } from '../../idempotency/idempotent-request.js';
import { PlacingLimitService } from '../../limits/placing-limit.service.js';
import { type CallDetails, CallsService } from '../view/calls.service.js';
import type { BatchRow, PlaceableRow, RowOutcome } from './batch.js';
import { PlacingService } from './placing.service.js';

/** So many calls of a batch are stored at the same time. */
const AT_ONCE = 16;

/** Many calls that one request asks for. */
export interface Batch<T> {
  request: IdempotentRequest;
  /** All rows as they came. */
  body: object;
  rows: readonly BatchRow[];
  /** Whom the limits count them for. */
  caller: string;
  /** What a client is shown of a call. */
  show: (details: CallDetails) => T;
}

/** A row with its place. Its key is the batch's and that place, so that it is placed once whatever became of the others. */
interface KeyedRow extends Asked, PlaceableRow {
  index: number;
}

/** Places many calls, each by itself: it waits for its turn, and what is wrong with it concerns no other. */
@Injectable()
export class BatchPlacingService {
  constructor(
    private readonly placing: PlacingService,
    private readonly calls: CallsService,
    private readonly idempotency: IdempotencyService,
    private readonly limit: PlacingLimitService,
  ) {}

  /**
   * What became of each row. With a key, rows that have their answer get it again, and the others are tried: so a batch that
   * was cut off goes on. Throws KeyReusedError, KeyInFlightError; and what kept all of them from being placed, where that
   * is no fault of theirs.
   */
  async place<T>(batch: Batch<T>): Promise<RowOutcome<T>[]> {
    const { request, body } = batch;
    if (request.key === undefined) return this.placeRows(batch);
    const flown: { outcomes?: RowOutcome<T>[] } = {};
    // The batch's own key is for one flight at a time, with one body. What was answered is kept by the rows.
    await this.idempotency.once({ ...request, markReplayed: () => undefined }, body, {
      execute: async () => {
        flown.outcomes = await this.placeRows(batch);
        return {};
      },
      recover: () => Promise.resolve(null),
    });
    return flown.outcomes ?? this.placeRows(batch);
  }

  private async placeRows<T>(batch: Batch<T>): Promise<RowOutcome<T>[]> {
    const placeable = keyedRows(batch);
    const before = await this.idempotency.answersTo<T>(placeable);
    const outcomes = new Map<number, RowOutcome<T>>(knownOutcomes(placeable, before));
    const waiting = placeable.filter(({ index }) => !outcomes.has(index));
    if (waiting.length === 0 && outcomes.size > 0) batch.request.markReplayed();
    const { granted, refusal } =
      waiting.length > 0 ? await this.limit.take(batch.caller, waiting.length) : { granted: 0 };
    const untried = (await this.placeAll(waiting.slice(0, granted), batch, outcomes)) ?? refusal;
    if (untried && outcomes.size === 0) throw untried;
    return batch.rows.map((row, index) => outcomeOf(row, outcomes.get(index), untried));
  }

  /**
   * Until there are no more, or Atlas itself cannot go on: what is begun then is ended, and no other begun. Answers why it
   * could not; throws what nobody expected.
   */
  private async placeAll<T>(
    rows: readonly KeyedRow[],
    batch: Batch<T>,
    outcomes: Map<number, RowOutcome<T>>,
  ): Promise<DomainError | undefined> {
    const stops: Error[] = [];
    const rest = rows.values();
    const placeSome = async (): Promise<void> => {
      for (const row of rest) {
        if (stops.length > 0) return;
        try {
          outcomes.set(row.index, { body: await this.placeRow(row, batch) });
        } catch (error) {
          const failure = toDatabaseError(error) ?? error;
          if (isOfRow(failure)) outcomes.set(row.index, { failure });
          else stops.push(failure instanceof Error ? failure : new Error('A row failed', { cause: failure }));
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, placeSome));
    const unexpected = stops.find((stop) => !(stop instanceof DomainError));
    if (unexpected) throw unexpected;
    return stops.find((stop) => stop instanceof DomainError);
  }

  private placeRow<T>({ request, body, toRequest }: KeyedRow, { show }: Batch<T>): Promise<T> {
    return this.idempotency.once(request, body, {
      execute: async (id) => show(await this.placing.place(toRequest(), id)),
      recover: async (id) => {
        const placed = await this.calls.findPlaced(id);
        return placed && show(placed);
      },
    });
  }
}

const keyedRows = <T>({ rows, request }: Batch<T>): KeyedRow[] =>
  rows.flatMap((row, index) => {
    if ('failure' in row) return [];
    const route = `${request.route} row ${index}`;
    return [{ ...row, index, request: { ...request, route, markReplayed: () => undefined } }];
  });

const knownOutcomes = <T>(
  rows: readonly KeyedRow[],
  before: readonly (AnsweredBefore<T> | undefined)[],
): [number, RowOutcome<T>][] =>
  rows.flatMap(({ index }, n) => {
    const answer = before[n];
    return answer ? [[index, answer] as [number, RowOutcome<T>]] : [];
  });

/** Whether it concerns this row alone, and not that Atlas cannot place any. */
const isOfRow = (failure: unknown): failure is DomainError =>
  failure instanceof DomainError && failure.kind !== 'unavailable';

const outcomeOf = <T>(
  row: BatchRow,
  known: RowOutcome<T> | undefined,
  untried: DomainError | undefined,
): RowOutcome<T> => {
  if ('failure' in row) return row;
  if (known) return known;
  if (!untried) throw new Error('A row of a batch was not tried');
  return { failure: untried };
};
