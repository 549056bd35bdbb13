import { randomUUID } from 'node:crypto';
import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import type { Twilio } from 'twilio';
import { SETTINGS } from '../settings.js';
import { callOf, feedbackOf, givenOf } from '../answers.js';
import type { GiveFeedbackDto, PageDto, PlaceCallDto } from './dto.js';
import { Call, type CallDocument, Feedback, Recording, User } from './schemas.js';
import { TWILIO_CLIENT } from './twilio-client.js';

@Injectable()
export class CallsService {
  constructor(
    @InjectModel(Call.name) private readonly calls: Model<Call>,
    @InjectModel(User.name) private readonly users: Model<User>,
    @InjectModel(Recording.name) private readonly recordings: Model<Recording>,
    @InjectModel(Feedback.name) private readonly feedback: Model<Feedback>,
    @Inject(TWILIO_CLIENT) private readonly twilio: Twilio,
  ) {}

  async place({ to, user_external_id, script, recording_enabled = true }: PlaceCallDto) {
    const call = await this.calls.create({
      _id: randomUUID(),
      version: 1,
      to,
      userExternalId: user_external_id,
      content: { kind: 'say', text: script },
      recordingEnabled: recording_enabled,
      attempts: [{ n: 1, submission: 'unknown', createdAt: new Date(), rank: 0, events: [] }],
      rank: 0,
      createdAt: new Date(),
    });
    const query = `call_id=${call._id}&attempt=1`;
    const { sid } = await this.twilio.calls.create({
      to,
      from: SETTINGS.fromNumber,
      url: `${SETTINGS.baseUrl}/twilio/voice?${query}`,
      statusCallback: `${SETTINGS.baseUrl}/twilio/status?${query}`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      timeout: 30,
    });
    const [attempt] = call.attempts;
    if (attempt) Object.assign(attempt, { sid, submission: 'accepted', rank: 20 });
    call.sids = [sid];
    call.rank = 20;
    call.version += 1;
    await call.save();
    return this.details(call);
  }

  async get(sid: string) {
    return this.details(await this.find({ sids: sid }));
  }

  async list(filter: QueryFilter<Call>, { page, page_size }: PageDto) {
    const [total, calls] = await Promise.all([
      this.calls.countDocuments(filter),
      this.calls
        .find(filter)
        .sort({ createdAt: -1, _id: -1 })
        .skip((page - 1) * page_size)
        .limit(page_size),
    ]);
    return { total, page, page_size, data: await Promise.all(calls.map((call) => this.details(call))) };
  }

  async listByUser(id: string, part: PageDto) {
    const user = await this.users.findById(id);
    if (!user) throw new NotFoundException();
    return this.list({ userExternalId: { $in: user.handles } }, part);
  }

  async rate(sid: string, body: GiveFeedbackDto) {
    const call = await this.find({ sids: sid });
    const given = { ...givenOf(body), createdAt: new Date() };
    const feedback = await this.feedback.findOneAndUpdate({ _id: call._id }, given, {
      upsert: true,
      returnDocument: 'after',
    });
    call.hasFeedback = true;
    call.version += 1;
    await call.save();
    return feedbackOf(feedback, sid);
  }

  async find(filter: QueryFilter<Call>): Promise<CallDocument> {
    const call = await this.calls.findOne(filter);
    if (!call) throw new NotFoundException();
    return call;
  }

  private async details(call: Call) {
    const [user, recordings, feedback] = await Promise.all([
      this.users.findOne({ handles: call.userExternalId }),
      this.recordings.find({ callId: call._id }).sort({ createdAt: 1 }),
      this.feedback.findById(call._id),
    ]);
    return callOf(call, user?._id ?? call.userExternalId, recordings, feedback);
  }
}
