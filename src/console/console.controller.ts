import { randomBytes } from 'node:crypto';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../auth/scope.decorator.js';
import { ConsoleFiles } from './console-files.service.js';
import { ConsoleFileNotFoundError, ConsoleNotBuiltError } from './console.errors.js';
import { pagePolicy } from './page-policy.js';

/** The names of the files tell what is in them: one that is changed has another. */
const FOR_A_YEAR = 'public, max-age=31536000, immutable';

const isGone = (error: Error & { code?: unknown }): boolean => error.code === 'ENOENT';

/** The console: one page, which shows by its address what was asked for, and its files. */
@ApiExcludeController()
@Public('it holds nothing of anybody; what it shows it asks for by the session of who looks')
@Controller('console')
export class ConsoleController {
  constructor(private readonly files: ConsoleFiles) {}

  @Get('assets/:name')
  async asset(
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const found = this.files.find(name, request.acceptsEncodings());
    if (!found) throw new ConsoleFileNotFoundError(name);
    const { root, name: sent, encoding } = found;
    response.setHeader('Cache-Control', FOR_A_YEAR);
    response.vary('Accept-Encoding');
    response.type(name);
    if (encoding) response.setHeader('Content-Encoding', encoding);
    await new Promise<void>((resolve, reject) => {
      response.sendFile(sent, { root, cacheControl: false }, (error?: Error) => {
        // A client that goes away takes no error from anybody.
        if (!error || response.headersSent) return resolve();
        // It was there when Atlas started: whoever builds anew under one that runs takes the old files away.
        for (const header of ['Cache-Control', 'Content-Encoding']) response.removeHeader(header);
        reject(isGone(error) ? new ConsoleFileNotFoundError(name) : error);
      });
    });
  }

  @Get(['', '*path'])
  page(@Req() request: Request, @Res() response: Response): void {
    if (request.path === '/console') {
      response.redirect(308, '/console/');
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    const page = this.files.pageWith(nonce);
    if (page === null) throw new ConsoleNotBuiltError();
    response.setHeader('Content-Security-Policy', pagePolicy(nonce));
    response.type('html').send(page);
  }
}
