import type { Page } from '../common/page.js';
import type { ErasureDto, ErasurePageDto } from './dto/erasure.dto.js';
import type { Erasure } from './erasure.js';
import type { Kept } from './what-stays.js';

const statusOf = ({ step, waitingFor, onHold, lateAt, problem }: Erasure): ErasureDto['status'] => {
  if (step === 'done') return 'done';
  return waitingFor || onHold || lateAt || problem !== undefined ? 'waiting' : 'running';
};

export const toErasureDto = (erasure: Erasure, kept: Kept[]): ErasureDto => ({
  id: erasure.id,
  kind: erasure.kind,
  status: statusOf(erasure),
  requested_at: erasure.requestedAt,
  finished_at: erasure.finishedAt ?? null,
  waiting_for: erasure.waitingFor ?? 0,
  on_hold: erasure.onHold ?? 0,
  last_look_at: erasure.lateAt ?? null,
  problem: erasure.problem ?? null,
  erased: Object.entries(erasure.erased).map(([collection, count]) => ({ collection, count })),
  kept: erasure.step === 'done' ? kept : [],
});

export const toErasurePageDto = (
  { total, page, pageSize, data }: Page<Erasure>,
  kept: Kept[],
): ErasurePageDto => ({
  total,
  page,
  page_size: pageSize,
  data: data.map((each) => toErasureDto(each, kept)),
});
