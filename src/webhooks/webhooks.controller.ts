import { randomUUID } from 'node:crypto';
import { Controller, Get, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NotAudited } from '../audit/audited.decorator.js';
import { Public } from '../auth/scope.decorator.js';
import { CallNewsService } from '../calls/news/call-news.service.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { TwilioSignatureGuard } from '../twilio/twilio-signature.guard.js';
import { ReceivesWebhook, VerifiedWebhook } from '../twilio/verified-webhook.decorator.js';
import type { Webhook } from '../twilio/webhook.js';
import {
  ApiPlanQuery,
  ApiRecordingQuery,
  ApiTwilioForm,
  ApiTwilioSignature,
  ApiTwiml,
} from './webhook-docs.decorator.js';
import { ProbedDto } from './dto/probed.dto.js';
import { ReceivedDto } from './dto/received.dto.js';
import { VoiceService } from './voice.service.js';
import { toCallback } from './webhook.mapper.js';

const XML = 'application/xml';
/** Names this process for as long as it runs. */
const INSTANCE = randomUUID();
const RECEIVED: ReceivedDto = { status: 'ok' };

/** What Twilio asks and reports; the signature of each request is verified first. */
@ApiTags('webhooks')
@UseGuards(TwilioSignatureGuard)
@Public('the signature of Twilio decides')
@NotAudited('what Twilio tells is kept with its call')
@Controller('twilio')
export class WebhooksController {
  constructor(
    private readonly voice: VoiceService,
    private readonly callbacks: CallNewsService,
    private readonly account: TwilioAccount,
  ) {}

  @Post('voice')
  @ReceivesWebhook('voice')
  @HttpCode(200)
  @Header('Content-Type', XML)
  @ApiOperation({ summary: 'What an answered call says (POST)' })
  @ApiTwilioForm({ CallSid: 'CA0123456789abcdef0123456789abcdef', CallStatus: 'in-progress' })
  @ApiTwiml()
  @ApiRecordingQuery()
  answer(@VerifiedWebhook() webhook: Webhook): Promise<string> {
    return this.voice.answer(webhook);
  }

  @Get('voice')
  @ReceivesWebhook('voice')
  @Header('Content-Type', XML)
  @ApiOperation({ summary: 'What an answered call says (GET)' })
  @ApiTwiml()
  @ApiRecordingQuery()
  answerGet(@VerifiedWebhook() webhook: Webhook): Promise<string> {
    return this.voice.answer(webhook);
  }

  @Post('voice/fallback')
  @ReceivesWebhook('fallback')
  @HttpCode(200)
  @Header('Content-Type', XML)
  @ApiOperation({ summary: 'What a call says where Twilio could not get or run the TwiML before' })
  @ApiTwilioForm({
    CallSid: 'CA0123456789abcdef0123456789abcdef',
    CallStatus: 'in-progress',
    ErrorCode: '11200',
    ErrorUrl: 'https://atlas.example.com/twilio/voice?call_id=…&attempt=1&recording=true',
  })
  @ApiTwiml()
  @ApiRecordingQuery()
  fallback(@VerifiedWebhook() webhook: Webhook): Promise<string> {
    return this.voice.recover(webhook);
  }

  @Post('voice/recorded')
  @ReceivesWebhook('recorded')
  @HttpCode(200)
  @Header('Content-Type', XML)
  @ApiOperation({ summary: 'What a call says after its recording' })
  @ApiTwilioForm({
    CallSid: 'CA0123456789abcdef0123456789abcdef',
    RecordingSid: 'RE0123456789abcdef0123456789abcdef',
    RecordingDuration: '7',
  })
  @ApiTwiml()
  recorded(@VerifiedWebhook() webhook: Webhook): Promise<string> {
    return this.voice.thank(webhook);
  }

  @Post('status')
  @ReceivesWebhook('status')
  @HttpCode(200)
  @ApiOperation({ summary: "A change of a call's status" })
  @ApiTwilioForm({
    CallSid: 'CA0123456789abcdef0123456789abcdef',
    CallStatus: 'completed',
    CallDuration: '42',
    SequenceNumber: '3',
  })
  @ApiPlanQuery()
  @ApiOkResponse({ type: ReceivedDto })
  async status(@VerifiedWebhook() webhook: Webhook): Promise<ReceivedDto> {
    await this.callbacks.accept(toCallback('status', webhook));
    return RECEIVED;
  }

  @Post('recording')
  @ReceivesWebhook('recording')
  @HttpCode(200)
  @ApiOperation({ summary: 'News of a recording or of its transcription' })
  @ApiTwilioForm({
    CallSid: 'CA0123456789abcdef0123456789abcdef',
    RecordingSid: 'RE0123456789abcdef0123456789abcdef',
    RecordingStatus: 'completed',
    RecordingDuration: '7',
  })
  @ApiOkResponse({ type: ReceivedDto })
  async recording(@VerifiedWebhook() webhook: Webhook): Promise<ReceivedDto> {
    await this.callbacks.accept(toCallback('recording', webhook));
    return RECEIVED;
  }

  @Get('probe')
  @ReceivesWebhook('probe')
  @ApiOperation({ summary: 'Tell which instance answers, to who can sign as Twilio does' })
  @ApiTwilioSignature()
  @ApiOkResponse({ type: ProbedDto })
  probe(): ProbedDto {
    return { instance: INSTANCE, base_url: this.account.baseUrl };
  }
}
