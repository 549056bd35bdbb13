import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from './auth/scope.decorator.js';
import { ApiErrors } from './common/api-errors.js';
import { WelcomeDto } from './common/dto/welcome.dto.js';
import { VERSION } from './common/version.js';
import { ConsoleFiles } from './console/console-files.service.js';

@ApiTags('health')
@Public('it says what this is, and nothing else')
@Controller()
export class AppController {
  constructor(private readonly console: ConsoleFiles) {}

  @Get()
  @ApiOperation({
    operationId: 'getWelcome',
    summary: 'Say what this is',
    description: 'A browser is led to the console.',
  })
  @ApiOkResponse({ type: WelcomeDto, description: 'The name, the version and where the documentation is.' })
  @ApiErrors({})
  welcome(@Req() request: Request, @Res({ passthrough: true }) response: Response): WelcomeDto | undefined {
    response.vary('Accept');
    if (this.console.isBuilt && request.accepts(['json', 'html']) === 'html') {
      response.redirect(303, '/console/');
      return undefined;
    }
    return {
      message: 'Atlas places phone calls and follows each to its end',
      version: VERSION,
      docs: '/docs',
    };
  }
}
