import { afterEach, describe, expect, it } from '@jest/globals';
import { runProgram } from './run-program.js';

const PRINT = 'console.log(JSON.stringify(process.env))';

describe('runProgram', () => {
  afterEach(() => {
    delete process.env['TWILIO_AUTH_TOKEN'];
  });

  it('gives what the program printed, and no secret to the program', async () => {
    process.env['TWILIO_AUTH_TOKEN'] = 'a secret of Atlas';
    const printed = await runProgram(process.execPath, ['-e', PRINT], 10_000);
    expect(JSON.parse(printed)).toMatchObject({ PATH: process.env['PATH'] });
    expect(printed).not.toContain('a secret of Atlas');
  });

  it('fails with the last line that the program wrote', async () => {
    const failing = "console.error('first'); console.error('last'); process.exit(1)";
    await expect(runProgram(process.execPath, ['-e', failing], 10_000)).rejects.toThrow(/^last$/);
    await expect(runProgram(process.execPath, ['-e', 'setInterval(() => 1, 9)'], 200)).rejects.toThrow(
      'took longer than 0.2 s',
    );
  });
});
