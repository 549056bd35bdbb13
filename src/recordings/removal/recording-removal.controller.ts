import { Controller, Delete, HttpStatus, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { RecordingDto } from '../dto/recording.dto.js';
import { toRecordingDto } from '../recording.mapper.js';
import { RecordingRemovalService } from './recording-removal.service.js';

@ApiTags('recordings')
@ApiParam({ name: 'recording_sid', description: "Twilio's SID of the recording" })
@RequireScope('calls:write')
@Controller('recordings/:recording_sid')
export class RecordingRemovalController {
  constructor(private readonly removal: RecordingRemovalService) {}

  @Delete()
  @ApiOperation({
    summary: 'Delete a recording, here and at Twilio',
    description:
      'Its sound and its transcription go; that there was one stays, and what Twilio tells of it later changes nothing. 202 where Twilio could not be asked to: it is tried again until it is gone, also where the call is put on hold afterwards. The same request again is answered like the first.',
  })
  @ApiResponse({ status: 200, type: RecordingDto, description: 'It is gone.' })
  @ApiResponse({
    status: 202,
    type: RecordingDto,
    description: 'It is gone here; `deletion.at_twilio` is `pending`.',
  })
  @ApiErrors({
    404: 'Recording not found: {recording_sid}',
    409: 'Call is on hold, and nothing of it is deleted: {call_id}',
  })
  async deleteRecording(
    @Param('recording_sid') sid: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecordingDto> {
    const recording = toRecordingDto(await this.removal.remove(sid, 'request'));
    const isPending = recording.deletion?.at_twilio === 'pending';
    response.status(isPending ? HttpStatus.ACCEPTED : HttpStatus.OK);
    return recording;
  }
}
