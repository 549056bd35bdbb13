import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { feedbackBody, someCallSid } from '../../test/support/factories.js';
import { startController, type RunningController } from '../../test/support/start-controller.js';
import { strictMock, type StrictMock } from '../../test/support/strict-mock.js';
import { FeedbackController } from './feedback.controller.js';
import { FeedbackCallNotFoundError, FeedbackNotFoundError } from './feedback.errors.js';
import { FeedbackService } from './feedback.service.js';

const sid = someCallSid();
const path = `/calls/${sid}/feedback`;
const given = {
  callQuality: 5,
  agentHelpfulness: 4,
  resolution: 3,
  callEase: 2,
  overallSatisfaction: 1,
  notes: null,
};
const kept = { ...given, callSid: sid, createdAt: new Date('2026-01-02T03:04:05.678Z') };

describe('FeedbackController', () => {
  let feedback: StrictMock<FeedbackService>;
  let running: RunningController;

  beforeEach(async () => {
    feedback = strictMock<FeedbackService>('FeedbackService');
    running = await startController(FeedbackController, [{ provide: FeedbackService, useValue: feedback }]);
  });

  afterEach(() => running.close());

  it('translates a body to the domain, and the feedback back', async () => {
    feedback.give.mockResolvedValue(kept);
    await request(running.url)
      .patch(path)
      .send(feedbackBody())
      .expect(200, {
        call_sid: sid,
        ...feedbackBody(),
        notes: null,
        created_at: '2026-01-02T03:04:05.678Z',
      });
    expect(feedback.give).toHaveBeenCalledWith(sid, given);
  });

  it('passes notes on as they were written', async () => {
    feedback.give.mockResolvedValue({ ...kept, notes: ' Fine.\n' });
    const { body } = await request(running.url)
      .patch(path)
      .send(feedbackBody({ notes: ' Fine.\n' }))
      .expect(200);
    expect(feedback.give).toHaveBeenCalledWith(sid, { ...given, notes: ' Fine.\n' });
    expect(body).toMatchObject({ notes: ' Fine.\n' });
  });

  it('answers what the service throws', async () => {
    feedback.give.mockRejectedValue(new FeedbackCallNotFoundError(sid));
    const detail = `Call not found: ${sid}`;
    await request(running.url).patch(path).send(feedbackBody()).expect(404, { detail });
    feedback.get
      .mockRejectedValueOnce(new FeedbackCallNotFoundError(sid))
      .mockRejectedValueOnce(new FeedbackNotFoundError(sid));
    await request(running.url).get(path).expect(404, { detail });
    await request(running.url)
      .get(path)
      .expect(404, { detail: `No feedback found for call: ${sid}` });
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
