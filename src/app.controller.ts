import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from './auth/scope.decorator.js';
import { ApiErrors } from './common/api-errors.js';
import { WelcomeDto } from './common/dto/welcome.dto.js';
import { VERSION } from './common/version.js';

@ApiTags('health')
@Public('it says what this is, and nothing else')
@Controller()
export class AppController {
  @Get()
  @ApiOperation({ operationId: 'getWelcome', summary: 'Say what this is' })
  @ApiOkResponse({ type: WelcomeDto, description: 'The name, the version and where the documentation is.' })
  @ApiErrors({})
  welcome(): WelcomeDto {
    return {
      message: 'Atlas places phone calls and follows each to its end',
      version: VERSION,
      docs: '/docs',
    };
  }
}
