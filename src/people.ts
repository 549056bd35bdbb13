import { inContext } from './app.context.js';
import { AuditService } from './audit/audit.service.js';
import { runCommands } from './common/process/commands.js';
import { startFailure } from './common/process/start-failure.js';
import { Environment } from './config/environment.js';
import { PeopleCliModule } from './people/cli/people-cli.module.js';
import { peopleProgram, type WithPeople } from './people/cli/people.program.js';
import { PeopleService } from './people/people.service.js';

const withPeople: WithPeople = {
  read: (work) =>
    inContext(PeopleCliModule, (context) => work(context.get(PeopleService, { strict: false }))),
  change: (action, work) =>
    inContext(PeopleCliModule, (context) => {
      const people = context.get(PeopleService, { strict: false });
      const { baseUrl } = context.get(Environment, { strict: false });
      const audit = context.get(AuditService, { strict: false });
      return audit.command({ action, type: 'person' }, () => work(people, baseUrl));
    }),
};

await runCommands(peopleProgram(withPeople), (error) => startFailure(error, 'Failed'));
