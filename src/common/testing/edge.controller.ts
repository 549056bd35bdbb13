import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
  type RawBodyRequest,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError, type ErrorKind } from '../domain-error.js';
import { PageQueryDto } from '../dto/page-query.dto.js';
import { IsText } from '../validators/is-text.js';

export class ThingDto {
  @IsText({ min: 1, max: 2000 })
  script!: string;
}

export class ThingError extends DomainError {
  readonly code = 'thing';

  constructor(
    readonly kind: ErrorKind,
    override readonly retryAfterSeconds?: number,
  ) {
    super(`Thing failed: ${kind}`);
  }
}

/** What the specs of the HTTP edge speak to: routes that succeed, and routes that fail in each way. */
@Controller()
export class EdgeController {
  /** What the next request to /explode throws. */
  static bomb: unknown = new Error('unset');

  @Get('things')
  list(@Query() query: PageQueryDto): object {
    return query.toPageRequest();
  }

  @Post('things')
  create(@Body() body: ThingDto): object {
    return { length: body.script.length };
  }

  @Get('things/:id')
  show(@Param('id') id: string): object {
    return { id };
  }

  @Patch('things/:id/parts/:part')
  change(@Body() body: ThingDto): object {
    return body;
  }

  @Post('explode')
  explode(@Body() _body: ThingDto): never {
    throw EdgeController.bomb;
  }

  @Get('explode')
  explodeQuietly(): never {
    throw EdgeController.bomb;
  }

  @Get('half')
  answerHalf(@Res() response: Response): never {
    response.write('the first half');
    throw new Error('no second half');
  }

  @Post('twilio/explode')
  explodeWebhook(): never {
    throw EdgeController.bomb;
  }

  @Post('twilio/raw')
  @HttpCode(200)
  raw(@Req() request: RawBodyRequest<Request>): object {
    return { raw: request.rawBody?.toString('latin1') ?? null };
  }
}
