import { inContext } from './app.context.js';
import { AuditCliModule } from './audit/cli/audit-cli.module.js';
import { auditProgram } from './audit/cli/audit.program.js';
import { VerificationService } from './audit/verification.service.js';
import { runCommands } from './common/process/commands.js';
import { startFailure } from './common/process/start-failure.js';

const verify = () =>
  inContext(AuditCliModule, (context) => context.get(VerificationService, { strict: false }).verify());

await runCommands(auditProgram(verify), (error) => startFailure(error, 'Failed'));
