import { Controller, Get, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type IdentifiedRequest, principalOf } from '../auth/principal.js';
import { RequireCaller } from '../auth/scope.decorator.js';
import { VERSION } from '../common/version.js';
import { needsNoKey } from '../config/access-mode.js';
import { Environment } from '../config/environment.js';

/** Who looks at the console, and at what. */
interface ConsoleSession {
  kind: 'key' | 'person' | 'anyone';
  name: string;
  scopes: string[];
  is_open: boolean;
  is_simulated: boolean;
  version: string;
}

/** For the console alone: it shows each what it may do. */
@ApiExcludeController()
@RequireCaller()
@Controller('console/session')
export class ConsoleSessionController {
  constructor(private readonly environment: Environment) {}

  @Get()
  session(@Req() request: IdentifiedRequest): ConsoleSession {
    const { kind, name, scopes } = principalOf(request);
    return {
      kind,
      name,
      scopes: [...scopes],
      is_open: needsNoKey(this.environment),
      is_simulated: this.environment.twilioMode === 'simulator',
      version: VERSION,
    };
  }
}
