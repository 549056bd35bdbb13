import { expect, it } from '@jest/globals';
import type { Erasure } from './erasure.js';
import { toErasureDto, toErasurePageDto } from './erasure.mapper.js';

const AT = new Date(0);
const KEPT = [{ what: 'backups', why: 'they are not ours' }];
const erasure: Erasure = {
  ...{ id: 'an id', kind: 'callee', subject: 'number:secret', revision: 3, requestedAt: AT, step: 'calls' },
  ...{ whose: { kind: 'callee', handles: [], numbers: ['+14155550177'] }, erased: { calls: 2, lanes: 1 } },
};
const erased = [
  { collection: 'calls', count: 2 },
  { collection: 'lanes', count: 1 },
];

it('an erasure that goes on tells what was erased so far, and not whose', () => {
  expect(toErasureDto(erasure, KEPT)).toEqual({
    ...{ id: 'an id', kind: 'callee', status: 'running', requested_at: AT, finished_at: null, problem: null },
    ...{ waiting_for: 0, on_hold: 0, last_look_at: null, erased, kept: [] },
  });
});

it.each([
  [{ waitingFor: 1 }, { waiting_for: 1 }],
  [{ onHold: 2 }, { on_hold: 2 }],
  [{ lateAt: AT }, { last_look_at: AT }],
  [{ problem: '' }, { problem: '' }],
])('one waits that has %j', (has, tells) => {
  expect(toErasureDto({ ...erasure, ...has }, KEPT)).toMatchObject({ status: 'waiting', ...tells });
});

it('one that is done is the receipt, with what is left', () => {
  const done: Erasure = { ...erasure, step: 'done', onHold: 0, finishedAt: AT };
  const receipt = { status: 'done', finished_at: AT, erased, kept: KEPT };
  expect(toErasureDto(done, KEPT)).toMatchObject(receipt);
  const page = toErasurePageDto({ total: 9, page: 2, pageSize: 1, data: [done] }, KEPT);
  expect(page).toEqual({ total: 9, page: 2, page_size: 1, data: [toErasureDto(done, KEPT)] });
});
