import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { AuditedName } from '../audit/audited.decorator.js';
import { RequireScope } from '../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../common/api-errors.js';
import { PageQueryDto } from '../common/dto/page-query.dto.js';
import { LOCATION_HEADER } from '../common/http/location-header.js';
import { auditedNumber } from '../compliance/do-not-call/dto/audited-number.js';
import { CalleeDto, ErasureDto, ErasurePageDto } from './dto/erasure.dto.js';
import { PersonalExportDto } from './dto/export.dto.js';
import { toErasureDto, toErasurePageDto } from './erasure.mapper.js';
import { ErasuresService } from './erasures.service.js';
import { ExportsService } from './exports.service.js';
import { ReceiptsService } from './receipts.service.js';
import { SubjectsService } from './subjects.service.js';

const INVALID = {
  400: 'Invalid number: must be an E.164 phone number, such as +14155552671',
  ...JSON_BODY_ERRORS,
};

@ApiTags('privacy')
@RequireScope('privacy:manage')
@Controller('privacy')
export class PrivacyController {
  constructor(
    private readonly erasures: ErasuresService,
    private readonly receipts: ReceiptsService,
    private readonly exports: ExportsService,
    private readonly subjects: SubjectsService,
  ) {}

  @Post('exports')
  @HttpCode(200)
  @AuditedName(({ body }) => auditedNumber(body))
  @ApiOperation({
    summary: 'All that is known of who was called under a number',
    description: 'The calls to it, and all that belongs to them. Read as it comes.',
  })
  @ApiOkResponse({ type: PersonalExportDto })
  @ApiErrors(INVALID)
  async exportCallee(@Body() { number }: CalleeDto, @Res() response: Response): Promise<void> {
    response.type('application/json');
    await pipeline(Readable.from(this.exports.write(this.subjects.callee(number))), response);
  }

  @Post('erasures')
  @HttpCode(202)
  @AuditedName(({ body }) => auditedNumber(body))
  @ApiOperation({
    summary: 'Erase who was called under a number',
    description:
      'Of every call to it all that tells of a person; calls that wait are canceled and those that go on hung up first. New calls are allowed, unless the do-not-call list has the number: that stays, as a keyed hash. One that is not done yet is answered again.',
  })
  @ApiAcceptedResponse({ type: ErasureDto, headers: LOCATION_HEADER })
  @ApiErrors(INVALID)
  async eraseCallee(
    @Body() { number }: CalleeDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ErasureDto> {
    const erasure = await this.erasures.eraseCallee(number);
    response.location(`/privacy/erasures/${erasure.id}`);
    return toErasureDto(erasure, this.receipts.kept);
  }

  @Get('erasures')
  @ApiOperation({ summary: 'Erasures, newest first', description: 'They name nobody.' })
  @ApiOkResponse({ type: ErasurePageDto })
  @ApiErrors({ 400: 'Invalid page: must be an integer between 1 and 100000' })
  async listErasures(@Query() query: PageQueryDto): Promise<ErasurePageDto> {
    return toErasurePageDto(await this.erasures.findPage(query.toPageRequest()), this.receipts.kept);
  }

  @Get('erasures/:erasure_id')
  @ApiParam({ name: 'erasure_id', description: "The erasure's id" })
  @ApiOperation({ summary: 'How far an erasure is; in the end, its receipt' })
  @ApiOkResponse({ type: ErasureDto })
  @ApiErrors({ 404: 'Erasure not found: {erasure_id}' })
  async getErasure(@Param('erasure_id') id: string): Promise<ErasureDto> {
    return toErasureDto(await this.erasures.get(id), this.receipts.kept);
  }
}
