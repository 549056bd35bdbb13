import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Delete, Get, HttpCode, Param, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Audited } from '../audit/audited.decorator.js';
import { RequireScope } from '../auth/scope.decorator.js';
import { ApiErrors } from '../common/api-errors.js';
import { LOCATION_HEADER } from '../common/http/location-header.js';
import { ErasureDto } from './dto/erasure.dto.js';
import { PersonalExportDto } from './dto/export.dto.js';
import { toErasureDto } from './erasure.mapper.js';
import { ErasuresService } from './erasures.service.js';
import { ExportsService } from './exports.service.js';
import { ReceiptsService } from './receipts.service.js';
import { SubjectsService } from './subjects.service.js';

/** Under /users, yet in this room: what is known of a user is in all of them. */
@ApiTags('privacy')
@ApiParam({ name: 'user_id', description: "The user's id" })
@RequireScope('privacy:manage')
@Controller('users/:user_id')
export class UserPrivacyController {
  constructor(
    private readonly erasures: ErasuresService,
    private readonly receipts: ReceiptsService,
    private readonly exports: ExportsService,
    private readonly subjects: SubjectsService,
  ) {}

  @Get('export')
  @Audited('users.export')
  @ApiOperation({
    summary: 'All that is known of a user',
    description:
      'The account, the calls that were made for it, and all that belongs to them. Read as it comes.',
  })
  @ApiOkResponse({ type: PersonalExportDto })
  @ApiErrors({ 404: 'User not found: {user_id}' })
  async exportUser(@Param('user_id') userId: string, @Res() response: Response): Promise<void> {
    const whose = await this.subjects.user(userId);
    response.type('application/json');
    await pipeline(Readable.from(this.exports.write(whose)), response);
  }

  @Delete()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Erase a user',
    description:
      'The account, and of every call that was made for it all that tells of a person. Calls that wait are canceled and those that go on hung up first. The receipt at `Location` tells how far it is; the same request again is answered with it.',
  })
  @ApiAcceptedResponse({ type: ErasureDto, headers: LOCATION_HEADER })
  @ApiErrors({ 404: 'User not found: {user_id}' })
  async eraseUser(
    @Param('user_id') userId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ErasureDto> {
    const erasure = await this.erasures.eraseUser(userId);
    response.location(`/privacy/erasures/${erasure.id}`);
    return toErasureDto(erasure, this.receipts.kept);
  }
}
