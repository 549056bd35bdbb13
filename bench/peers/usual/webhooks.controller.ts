import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  ForbiddenException,
  Header,
  HttpCode,
  Injectable,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Request } from 'express';
import type { Model } from 'mongoose';
import twilio from 'twilio';
import { HEARD, RANKS } from '../ranks.js';
import { SETTINGS } from '../settings.js';
import { eventOf, type Fields } from '../told.js';
import { CallsService } from './calls.service.js';
import { type CallDocument, Recording } from './schemas.js';

@Injectable()
export class SignatureGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const signature = request.header('x-twilio-signature') ?? '';
    const url = SETTINGS.baseUrl + request.originalUrl;
    if (twilio.validateRequest(SETTINGS.authToken, signature, url, request.body)) return true;
    throw new ForbiddenException();
  }
}

@Controller('twilio')
@UseGuards(SignatureGuard)
export class WebhooksController {
  constructor(
    private readonly calls: CallsService,
    @InjectModel(Recording.name) private readonly recordings: Model<Recording>,
  ) {}

  @Post('voice')
  @HttpCode(200)
  @Header('Content-Type', 'application/xml')
  async voice(@Query('call_id') id: string, @Body() fields: Fields): Promise<string> {
    const call = await this.tell(id, 'voice', fields);
    const response = new twilio.twiml.VoiceResponse();
    response.say('This call may be recorded. By staying on the line you consent to being recorded.');
    response.say(call.content.text ?? '');
    const query = `call_id=${id}&attempt=1`;
    response.record({
      maxLength: 3600,
      trim: 'trim-silence',
      transcribe: true,
      transcribeCallback: `${SETTINGS.baseUrl}/twilio/recording?${query}`,
      recordingStatusCallback: `${SETTINGS.baseUrl}/twilio/recording?${query}`,
      action: `${SETTINGS.baseUrl}/twilio/voice/recorded?${query}`,
    });
    response.hangup();
    return response.toString();
  }

  @Post('status')
  @HttpCode(200)
  async status(@Query('call_id') id: string, @Body() fields: Fields) {
    await this.tell(id, 'status', fields);
    return { status: 'ok' };
  }

  @Post('recording')
  @HttpCode(200)
  async recording(@Query('call_id') id: string, @Body() fields: Fields) {
    const call = await this.calls.find({ _id: id });
    await this.recordings.create({
      _id: fields.RecordingSid,
      callId: id,
      attempt: 1,
      callSid: fields.CallSid,
      rank: HEARD,
      durationSeconds: Number(fields.RecordingDuration),
      url: fields.RecordingUrl,
      createdAt: new Date(),
      events: [eventOf('recording', fields)],
    });
    call.hasRecording = true;
    call.version += 1;
    await call.save();
    return { status: 'ok' };
  }

  private async tell(id: string, kind: string, fields: Fields): Promise<CallDocument> {
    const call = await this.calls.find({ _id: id });
    const attempt = call.attempts.find(({ sid }) => sid === fields.CallSid);
    const rank = RANKS[fields.CallStatus ?? ''] ?? 0;
    if (attempt && attempt.rank < rank) {
      attempt.rank = rank;
      attempt.direction = fields.Direction;
      attempt.events.push(eventOf(kind, fields));
      call.rank = rank;
      call.version += 1;
      call.changedAt = new Date();
      await call.save();
    }
    return call;
  }
}
