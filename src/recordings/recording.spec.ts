import { describe, expect, it } from '@jest/globals';
import { joinEvidence } from '../common/evidence.js';
import {
  recordingEvidence,
  type RecordingEvent,
  type RecordingState,
  recordingStatus,
  transcriptionStatus,
} from './recording.js';

const stateOf = (...told: Partial<RecordingEvent>[]): RecordingState =>
  told.reduce<RecordingState>((state, each, n) => {
    const event = { key: String(n), receivedAt: new Date(0), details: {}, params: {}, ...each };
    return joinEvidence(state, recordingEvidence(event));
  }, {});

describe('the status of a recording', () => {
  it.each([
    ['in-progress', 'absent'],
    ['absent', 'failed'],
    ['failed', 'completed'],
  ] as const)('is %s less than %s, whichever came first', (status, more) => {
    expect(recordingStatus(stateOf({ status }, { status: more }))).toBe(more);
    expect(recordingStatus(stateOf({ status: more }, { status }))).toBe(more);
  });

  it('is not told by a transcription', () => {
    expect(recordingStatus(stateOf({ transcriptionStatus: 'completed' }))).toBeNull();
  });
});

it.each([
  ['in-progress', 'failed'],
  ['failed', 'completed'],
] as const)('a transcription is %s less than %s, whichever came first', (less, more) => {
  const told = [less, more].map((status) => ({ transcriptionStatus: status }));
  expect(transcriptionStatus(stateOf(...told))).toBe(more);
  expect(transcriptionStatus(stateOf(...told.reverse()))).toBe(more);
});
