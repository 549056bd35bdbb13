import { Module } from '@nestjs/common';
import { ConsoleFiles } from './console-files.service.js';
import { ConsoleController } from './console.controller.js';
import { ConsoleSessionController } from './session.controller.js';

@Module({
  // The session first: every other path is the page.
  controllers: [ConsoleSessionController, ConsoleController],
  providers: [ConsoleFiles],
  exports: [ConsoleFiles],
})
export class ConsoleModule {}
