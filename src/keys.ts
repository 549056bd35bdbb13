import { Module } from '@nestjs/common';
import { inContext } from './app.context.js';
import { AuditService } from './audit/audit.service.js';
import { AuditCliModule } from './audit/cli/audit-cli.module.js';
import { KeysCliModule } from './auth/cli/keys-cli.module.js';
import { keysProgram, type WithKeys } from './auth/cli/keys.program.js';
import { ApiKeysService } from './auth/keys/api-keys.service.js';
import { runCommands } from './common/process/commands.js';
import { startFailure } from './common/process/start-failure.js';

@Module({ imports: [KeysCliModule, AuditCliModule] })
class AuditedKeysModule {}

const withKeys: WithKeys = {
  read: (work) =>
    inContext(AuditedKeysModule, (context) => work(context.get(ApiKeysService, { strict: false }))),
  change: (change, work) =>
    inContext(AuditedKeysModule, (context) => {
      const keys = context.get(ApiKeysService, { strict: false });
      const audit = context.get(AuditService, { strict: false });
      return audit.command({ ...change, type: 'key' }, () => work(keys));
    }),
};

await runCommands(keysProgram(withKeys), (error) => startFailure(error, 'Failed'));
