import type { Server } from 'node:http';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  type OnApplicationBootstrap,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { NotAudited } from '../audit/audited.decorator.js';
import { type IdentifiedRequest, principalOf } from '../auth/principal.js';
import { grants } from '../auth/scope.js';
import { RequireScope } from '../auth/scope.decorator.js';
import { DRAINING } from '../common/process/stop-on-signals.js';
import { PhoneStateQueryDto } from './dto/phone-state-query.dto.js';
import { PhoneService } from './phone.service.js';
import { stateForViewers } from './state-for-viewers.js';

/**
 * The simulator's phone, for people who are not on its machine. It is no part of the API that the document describes,
 * for where calls are real there is nothing of it: this room is not loaded there.
 */
@ApiExcludeController()
@NotAudited('what a simulated callee does is nothing that was done in Atlas')
@Controller('phone')
export class PhoneController implements OnApplicationBootstrap {
  private readonly stopping = new AbortController();

  constructor(
    private readonly phone: PhoneService,
    private readonly host: HttpAdapterHost,
  ) {}

  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    server.once(DRAINING, () => this.stopping.abort());
  }

  // Asked again and again for as long as a page is open: no sign that somebody is there.
  @RequireScope('calls:read', 'look')
  @Get('state')
  async readPhone(
    @Req() request: IdentifiedRequest,
    @Query() { since = '0', wait = 0 }: PhoneStateQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const state = await this.phone.ask({
      method: 'GET',
      path: ['phone'],
      query: { since, wait: String(wait) },
      waitSeconds: wait,
      signal: AbortSignal.any([gone.signal, this.stopping.signal]),
    });
    return grants(principalOf(request).scopes, 'calls:write') ? state : stateForViewers(state);
  }

  @RequireScope('calls:read')
  @Get('calls/:sid/test-case')
  readTestCase(@Param('sid') sid: string): Promise<unknown> {
    return this.phone.ask({ method: 'GET', path: ['calls', sid, 'test-case'] });
  }

  @RequireScope('calls:write')
  @Post('calls/:sid/commands')
  @HttpCode(200)
  async commandPhone(@Param('sid') sid: string, @Body() body: unknown): Promise<unknown> {
    await this.phone.ask({ method: 'POST', path: ['calls', sid, 'commands'], body });
    return { status: 'ok' };
  }

  @RequireScope('calls:write')
  @Put('calls/:sid/callee')
  async takeOverCall(@Param('sid') sid: string, @Body() body: unknown): Promise<unknown> {
    await this.phone.ask({ method: 'PUT', path: ['calls', sid, 'callee'], body });
    return { status: 'ok' };
  }

  @RequireScope('calls:write')
  @Put('callees/:number')
  setCallee(@Param('number') number: string, @Body() body: unknown): Promise<unknown> {
    return this.phone.ask({ method: 'PUT', path: ['callees', number], body });
  }

  @RequireScope('calls:write')
  @Delete('callees/:number')
  @HttpCode(204)
  async removeCallee(@Param('number') number: string): Promise<void> {
    await this.phone.ask({ method: 'DELETE', path: ['callees', number] });
  }

  @RequireScope('calls:write')
  @Put('tape')
  setTape(@Body() body: unknown): Promise<unknown> {
    return this.phone.ask({ method: 'PUT', path: ['tape'], body });
  }

  @RequireScope('calls:write')
  @Post('tape/:id')
  @HttpCode(200)
  handleWebhook(@Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    return this.phone.ask({ method: 'POST', path: ['tape', id], body });
  }

  @RequireScope('calls:write')
  @Put('clock')
  setClock(@Body() body: unknown): Promise<unknown> {
    return this.phone.ask({ method: 'PUT', path: ['clock'], body });
  }
}
