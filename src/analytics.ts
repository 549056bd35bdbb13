import { AnalyticsCliModule } from './analytics/cli/analytics-cli.module.js';
import { analyticsProgram, type WithAnalytics } from './analytics/cli/analytics.program.js';
import { CheckService } from './analytics/check.service.js';
import { RebuildService } from './analytics/rebuild.service.js';
import { inContext } from './app.context.js';
import { runCommands } from './common/process/commands.js';
import { startFailure } from './common/process/start-failure.js';

const withAnalytics: WithAnalytics = {
  rebuild: (work) =>
    inContext(AnalyticsCliModule, (context) => work(context.get(RebuildService, { strict: false }))),
  check: (work) =>
    inContext(AnalyticsCliModule, (context) => work(context.get(CheckService, { strict: false }))),
};

await runCommands(analyticsProgram(withAnalytics), (error) => startFailure(error, 'Failed'));
