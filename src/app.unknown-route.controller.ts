import { All, Controller, NotFoundException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NotAudited } from './audit/audited.decorator.js';
import { RequireCaller } from './auth/scope.decorator.js';

/** Every path that no other route took: a stranger is not told which ones there are. */
@ApiExcludeController()
@RequireCaller()
@NotAudited('it does nothing')
@Controller()
export class UnknownRouteController {
  @All('{*path}')
  refuse(): never {
    throw new NotFoundException();
  }
}
