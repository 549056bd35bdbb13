import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { startLogger } from './common/logging/start-logger.js';
import { runCommands } from './common/process/commands.js';
import { startFailure } from './common/process/start-failure.js';
import { loadEnvironment } from './config/load-environment.js';
import { PeopleCliModule } from './people/cli/people-cli.module.js';
import { peopleProgram, type WithPeople } from './people/cli/people.program.js';
import { PeopleService } from './people/people.service.js';

const withPeople: WithPeople = async (work) => {
  const environment = loadEnvironment();
  // What Atlas logs of a start would stand between the lines that were asked for.
  const logger = startLogger(environment, 'error');
  Logger.overrideLogger(logger);
  const context = await NestFactory.createApplicationContext(PeopleCliModule, {
    logger,
    abortOnError: false,
  });
  try {
    await work(context.get(PeopleService), environment.baseUrl);
  } finally {
    await context.close();
  }
};

await runCommands(peopleProgram(withPeople), (error) => startFailure(error, 'Failed'));
