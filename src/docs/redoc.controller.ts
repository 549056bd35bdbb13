import { Controller, Get, Header, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../auth/scope.decorator.js';
import { DocsGuard } from './docs.guard.js';
import { redocBundle, redocPage } from './redoc-page.js';

/** ReDoc, from its own bundle: nothing is asked of another host. */
@ApiExcludeController()
@Public('what the API is like is no secret')
@UseGuards(DocsGuard)
@Controller('redoc')
export class RedocController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@Req() request: Request, @Res({ passthrough: true }) response: Response): string {
    // ReDoc builds its search index in a worker that it makes from a blob.
    const policy = String(response.getHeader('Content-Security-Policy') ?? "default-src 'self'");
    response.setHeader('Content-Security-Policy', `${policy};worker-src 'self' blob:`);
    return redocPage(request.path.endsWith('/') ? '..' : '.');
  }

  @Get('redoc.standalone.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=86400')
  bundle(): string {
    return redocBundle();
  }
}
