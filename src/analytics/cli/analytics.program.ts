import { Command } from 'commander';
import type { CheckService } from '../check.service.js';
import type { RebuildService } from '../rebuild.service.js';

/** Opens the summaries of the deployment for some work, and closes them again. */
export interface WithAnalytics {
  rebuild(work: (rebuild: RebuildService) => Promise<void>): Promise<void>;
  check(work: (check: CheckService) => Promise<void>): Promise<void>;
}

const DIFFERENCES_SHOWN = 20;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const rebuildAll = async (rebuild: RebuildService): Promise<void> => {
  const calls = await rebuild.rebuild();
  if (calls !== null) {
    print(`${calls} calls were counted anew`);
    return;
  }
  print('Another rebuild was begun meanwhile: its summaries will be read');
  process.exitCode = 1;
};

const checkAll = async (check: CheckService): Promise<void> => {
  const { calls, differences } = await check.check();
  for (const each of differences.slice(0, DIFFERENCES_SHOWN)) print(`DIFFERENT ${each}`);
  if (differences.length === 0) print(`The summaries agree with ${calls} calls`);
  else print(`The summaries disagree with ${calls} calls: ${differences.length} differences`);
  if (differences.length > 0) process.exitCode = 1;
};

/** The program that makes the summaries of results anew, and checks them; it ends with 1 where they are wrong. */
export const analyticsProgram = (withAnalytics: WithAnalytics): Command => {
  const program = new Command('npm run analytics --').description(
    'Makes or checks the summaries of results.',
  );
  program
    .command('rebuild')
    .description('counts every call anew, beside the summaries that are read meanwhile, and then switches')
    .action(() => withAnalytics.rebuild(rebuildAll));
  program
    .command('check')
    .description('counts every call anew and compares; ends with 1 where a number differs')
    .action(() => withAnalytics.check(checkAll));
  return program;
};
