import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, Logger, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { NotAudited } from '../../audit/audited.decorator.js';
import { type IdentifiedRequest, principalOf } from '../../auth/principal.js';
import { OrByProof, RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../../common/api-errors.js';
import { addressGroup } from '../../common/http/client-address.js';
import { CreateMediaLinkDto, MediaLinkDto, MediaQueryDto } from './dto/media.dto.js';
import { oneRange } from './media-format.js';
import { MediaLinksService } from './media-links.service.js';
import { RangeNotSatisfiableError } from './media.errors.js';
import { toMediaLinkDto } from './media-link.mapper.js';
import { MediaService, type OpenMedia } from './media.service.js';
import { PlayingsService } from './playings.service.js';
import { RECORDING_LINK } from './recording-link-proof.js';

type AskedRequest = Request & IdentifiedRequest & { id?: unknown };

/** A client that takes nothing for so long has gone away; a player that waits asks again for what it lacks. */
const CLIENT_STALLS_MS = 60_000;
const SOUND = { schema: { type: 'string', format: 'binary' } };
const SOUNDS = { content: { 'audio/mpeg': SOUND, 'audio/wav': SOUND } };

@ApiTags('recordings')
@ApiParam({ name: 'recording_sid', description: "Twilio's SID of the recording" })
@RequireScope('calls:read')
@Controller('recordings/:recording_sid')
export class MediaController {
  private readonly logger = new Logger('Media');

  constructor(
    private readonly media: MediaService,
    private readonly links: MediaLinksService,
    private readonly playings: PlayingsService,
  ) {}

  @Get('media')
  @OrByProof(RECORDING_LINK)
  @NotAudited('The parts that a player asks for are one entry: PlayingsService writes it')
  @ApiOperation({
    summary: 'The sound of a recording',
    description:
      'Comes from our own copy where there is one, else from Twilio, as it is read. `Range` counts. A link of `POST /recordings/{recording_sid}/links` needs no key.',
  })
  @ApiResponse({ status: 200, description: 'The whole of it.', ...SOUNDS })
  @ApiResponse({ status: 206, description: 'The part that `Range` asks for.', ...SOUNDS })
  @ApiErrors({
    400: 'Invalid format: must be one of mp3, wav',
    404: 'Recording not found: {recording_sid}',
    409: 'Recording is not ready: in-progress',
    416: 'Invalid Range: the recording has no such part',
    502: 'Twilio refused the request: 20003 Authenticate',
    503: 'Twilio could not be reached: the connection was refused',
    504: 'Twilio did not answer in time: no answer within 10000 ms',
  })
  async playRecording(
    @Param('recording_sid') sid: string,
    @Query() query: MediaQueryDto,
    @Req() request: AskedRequest,
    @Res() response: Response,
  ): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const recording = await this.media.get(sid);
    const { id: who, kind } = principalOf(request);
    const address = `address:${addressGroup(request.ip ?? '')}`;
    // Whoever has a link shares its name: from each address it is somebody else.
    const caller = kind === 'anyone' || who.startsWith('link:') ? `${who} ${address}` : who;
    const isGet = request.method === 'GET';
    const open = (): Promise<OpenMedia> =>
      this.media.open(recording, {
        caller,
        format: query.format ?? this.media.usualFormat,
        method: isGet ? 'GET' : 'HEAD',
        range: oneRange(request.get('range')),
        ifRange: request.get('if-range'),
        signal: gone.signal,
      });
    const reading = { who, caller, recordingSid: sid, address: request.ip, requestId: request.id };
    const opened = await (isGet ? this.playings.opened(reading, open) : open());
    await this.send(opened, response, sid).finally(() => opened.close());
  }

  @Post('links')
  @ApiOperation({
    summary: 'Make a link to the sound of a recording',
    description:
      'For a player without a key: it opens this recording in this format, and nothing else, for a short time.',
  })
  @ApiCreatedResponse({ type: MediaLinkDto })
  @ApiErrors({
    400: 'Invalid expires_in: must be an integer between 30 and 3600',
    404: 'Recording not found: {recording_sid}',
    ...JSON_BODY_ERRORS,
  })
  async linkRecording(
    @Param('recording_sid') sid: string,
    @Body() body: CreateMediaLinkDto,
  ): Promise<MediaLinkDto> {
    await this.media.get(sid);
    return toMediaLinkDto(this.links.make(sid, body.format ?? this.media.usualFormat, body.seconds));
  }

  private async send(media: OpenMedia, response: Response, sid: string): Promise<void> {
    response.set(media.headers);
    if (media.status === 416) {
      response.removeHeader('content-length');
      throw new RangeNotSatisfiableError();
    }
    response.status(media.status).set({
      'Content-Type': media.contentType,
      'Content-Disposition': `inline; filename="${sid}.${media.contentType === 'audio/wav' ? 'wav' : 'mp3'}"`,
    });
    if (response.req.method === 'HEAD' || !media.body) {
      response.end();
      return;
    }
    response.setTimeout(CLIENT_STALLS_MS, () => response.destroy());
    try {
      await pipeline(media.body, response, { signal: media.signal });
    } catch (error) {
      // Its headers are sent: all that can be told is that it ends here.
      response.destroy();
      if (!media.signal.aborted) this.logger.warn(`A recording broke off: ${(error as Error).message}`);
    }
  }
}
