import { Command } from 'commander';
import type { Report } from '../verification.js';

/** Checks the audit log of the deployment. */
export type Verify = () => Promise<Report>;

const linesOf = ({ chains, entries, unknown, faults }: Report): string[] => [
  ...chains.map(({ head, entries: own, isAnchored }) => {
    const named = isAnchored ? 'named by an anchor' : 'not named by an anchor yet';
    return `chain ${head.chain}: ${own} entries up to ${head.seq}, ${head.hash}, ${named}`;
  }),
  `${chains.length} chains, ${entries} entries, ${unknown} acts of unknown outcome`,
  ...faults.map((fault) => `BROKEN ${fault}`),
  faults.length === 0
    ? 'The audit log is as it was written'
    : `The audit log is broken: ${faults.length} faults`,
];

/** The program that checks the audit log; it ends with 1 where that is not as it was written. */
export const auditProgram = (verify: Verify): Command => {
  const program = new Command('npm run audit --').description('Checks the audit log of this deployment.');
  program
    .command('verify')
    .description(
      'checks every chain: hashes, gaps, and what anchors name. The last entries of a chain can be taken away unseen until an anchor names them',
    )
    .action(async () => {
      const report = await verify();
      process.stdout.write(`${linesOf(report).join('\n')}\n`);
      if (report.faults.length > 0) process.exitCode = 1;
    });
  return program;
};
