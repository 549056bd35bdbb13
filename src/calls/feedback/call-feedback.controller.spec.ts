import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { feedbackBody, someCallSid } from '../../../test/support/factories.js';
import { startController, type RunningController } from '../../../test/support/start-controller.js';
import { strictMock, type StrictMock } from '../../../test/support/strict-mock.js';
import { feedbackOn, someRating } from '../../feedback/testing/feedback.factory.js';
import { CallNotFoundError } from '../model/call.errors.js';
import { newAttempt } from '../model/call.js';
import { someCall } from '../testing/call.factory.js';
import { CallFeedbackController } from './call-feedback.controller.js';
import { FeedbackNotFoundError } from './call-feedback.errors.js';
import { CallFeedbackService } from './call-feedback.service.js';

const [first, last] = [someCallSid(), someCallSid()];
const path = `/calls/${first}/feedback`;
const attempt = (n: number, sid?: string) => ({ ...newAttempt(n, new Date()), sid });
const call = { ...someCall(), attempts: [attempt(1, first), attempt(2, last), attempt(3)] };
const kept = { call, feedback: feedbackOn(call.id) };

describe('CallFeedbackController', () => {
  let feedback: StrictMock<CallFeedbackService>;
  let running: RunningController;

  beforeEach(async () => {
    feedback = strictMock<CallFeedbackService>('CallFeedbackService');
    running = await startController(CallFeedbackController, [
      { provide: CallFeedbackService, useValue: feedback },
    ]);
  });

  afterEach(() => running.close());

  it('translates a body to the domain, and the feedback back', async () => {
    feedback.give.mockResolvedValue(kept);
    await request(running.url)
      .patch(path)
      .send(feedbackBody())
      .expect(200, {
        call_sid: first,
        ...feedbackBody(),
        notes: null,
        created_at: '2026-01-02T03:04:05.678Z',
      });
    expect(feedback.give).toHaveBeenCalledWith(first, someRating);
  });

  it('answers the SID that was asked for, or the last that there is, or the call_id', async () => {
    const waiting = { ...someCall(), attempts: [] };
    feedback.get.mockImplementation(async (name) =>
      name === waiting.id ? { ...kept, call: waiting } : kept,
    );
    const names = { [first]: first, [last]: last, [call.id]: last, [waiting.id]: waiting.id };
    for (const [asked, call_sid] of Object.entries(names)) {
      const { body } = await request(running.url).get(`/calls/${asked}/feedback`).expect(200);
      expect(body).toMatchObject({ call_sid });
    }
  });

  it('passes notes on as they were written, and takes null for none', async () => {
    feedback.give.mockResolvedValue(kept);
    for (const notes of [' Fine.\n', null]) {
      const body = { ...feedbackBody(), notes };
      await request(running.url).patch(path).send(body).expect(200);
      expect(feedback.give).toHaveBeenLastCalledWith(first, { ...someRating, notes });
    }
  });

  it('answers what the service throws', async () => {
    feedback.give.mockRejectedValue(new CallNotFoundError(first));
    const detail = `Call not found: ${first}`;
    await request(running.url).patch(path).send(feedbackBody()).expect(404, { detail });
    feedback.get
      .mockRejectedValueOnce(new CallNotFoundError(first))
      .mockRejectedValueOnce(new FeedbackNotFoundError(first));
    await request(running.url).get(path).expect(404, { detail });
    await request(running.url)
      .get(path)
      .expect(404, { detail: `No feedback found for call: ${first}` });
  });

  it('does not ask the service when the input is refused', async () => {
    await request(running.url).patch(path).send({}).expect(400);
    await request(running.url)
      .patch(path)
      .send({ ...feedbackBody(), notes: 1 })
      .expect(400);
    await request(running.url).patch(path).type('form').send('call_quality=5').expect(415);
  });
});
