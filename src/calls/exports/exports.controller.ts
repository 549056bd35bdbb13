import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Audited } from '../../audit/audited.decorator.js';
import { RequireScope } from '../../auth/scope.decorator.js';
import { sendParts } from '../../common/http/send-parts.js';
import { toCallSearch } from '../list/call-list.mapper.js';
import { toCallDto } from '../view/call.mapper.js';
import { CALL_COLUMNS, toCallRow } from './call-export.mapper.js';
import { CallExportQueryDto, OfCallsExportQueryDto } from './dto/export-query.dto.js';
import { ApiExport } from './export-docs.decorator.js';
import { toOfCalls } from './export-query.mapper.js';
import { asLines, asTable, fileHeaders } from './export-text.js';
import { ExportsService } from './exports.service.js';
import { FEEDBACK_COLUMNS, toFeedbackLine } from './feedback-export.mapper.js';
import { RECORDING_COLUMNS, toRecordingLine, toRecordingRow } from './recording-export.mapper.js';

/** All that a filter lets through, in one answer of any length. */
@Controller()
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @ApiTags('calls')
  @RequireScope('calls:read')
  @Audited('calls.export')
  @Get('calls.csv')
  @ApiExport(
    'calls.csv',
    'The calls as a table',
    'call_id,user_id\r\n7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11,ada-1\r\n',
  )
  async exportCallsAsCsv(@Query() query: CallExportQueryDto, @Res() response: Response): Promise<void> {
    const pages = this.exports.callPages(toCallSearch(query));
    await sendParts(response, fileHeaders('calls.csv'), asTable(pages, CALL_COLUMNS, toCallRow));
  }

  @ApiTags('calls')
  @RequireScope('calls:read')
  @Audited('calls.export')
  @Get('calls.ndjson')
  @ApiExport('calls.ndjson', 'The calls, one a line', '{"call_id":"7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11"}\n')
  async exportCallsAsLines(@Query() query: CallExportQueryDto, @Res() response: Response): Promise<void> {
    const pages = this.exports.callPages(toCallSearch(query));
    await sendParts(response, fileHeaders('calls.ndjson'), asLines(pages, toCallDto));
  }

  @ApiTags('feedback')
  @RequireScope('feedback:read')
  @Audited('feedback.export')
  @Get('feedback.csv')
  @ApiExport(
    'feedback.csv',
    'Feedback as a table',
    'call_id,call_quality\r\n7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11,5\r\n',
  )
  async exportFeedbackAsCsv(@Query() query: OfCallsExportQueryDto, @Res() response: Response): Promise<void> {
    const pages = this.exports.feedbackPages(toOfCalls(query));
    await sendParts(response, fileHeaders('feedback.csv'), asTable(pages, FEEDBACK_COLUMNS, toFeedbackLine));
  }

  @ApiTags('feedback')
  @RequireScope('feedback:read')
  @Audited('feedback.export')
  @Get('feedback.ndjson')
  @ApiExport(
    'feedback.ndjson',
    'Feedback, one a line',
    '{"call_id":"7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11"}\n',
  )
  async exportFeedbackAsLines(
    @Query() query: OfCallsExportQueryDto,
    @Res() response: Response,
  ): Promise<void> {
    const pages = this.exports.feedbackPages(toOfCalls(query));
    await sendParts(response, fileHeaders('feedback.ndjson'), asLines(pages, toFeedbackLine));
  }

  @ApiTags('recordings')
  @RequireScope('calls:read')
  @Audited('recordings.export')
  @Get('recordings.csv')
  @ApiExport(
    'recordings.csv',
    'What is known of recordings, as a table',
    'sid,status\r\nRE0123456789abcdef0123456789abcdef,completed\r\n',
  )
  async exportRecordingsAsCsv(
    @Query() query: OfCallsExportQueryDto,
    @Res() response: Response,
  ): Promise<void> {
    const pages = this.exports.recordingPages(toOfCalls(query));
    await sendParts(
      response,
      fileHeaders('recordings.csv'),
      asTable(pages, RECORDING_COLUMNS, toRecordingRow),
    );
  }

  @ApiTags('recordings')
  @RequireScope('calls:read')
  @Audited('recordings.export')
  @Get('recordings.ndjson')
  @ApiExport(
    'recordings.ndjson',
    'What is known of recordings, one a line',
    '{"sid":"RE0123456789abcdef0123456789abcdef"}\n',
  )
  async exportRecordingsAsLines(
    @Query() query: OfCallsExportQueryDto,
    @Res() response: Response,
  ): Promise<void> {
    const pages = this.exports.recordingPages(toOfCalls(query));
    await sendParts(response, fileHeaders('recordings.ndjson'), asLines(pages, toRecordingLine));
  }
}
