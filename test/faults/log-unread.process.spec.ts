import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const LOGGER = join(import.meta.dirname, '..', '..', 'dist', 'src', 'infra', 'telemetry', 'logger.js');

/** A process whose reader of the log is gone before the first line, and which ends while lines are to be written. */
const PROGRAM = `
  const { Logger } = await import(${JSON.stringify(LOGGER)});
  const logger = new Logger({ logLevel: 'info' }, 'test');
  await new Promise((resolve) => process.stdin.once('close', resolve).resume());
  for (let line = 0; line < 10; line += 1) logger.event('nobody.reads');
  process.exit(3);
`;

describe('a process whose log nobody reads any more', () => {
  it('goes on, and ends when it is told to', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
      stdio: 'pipe',
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    const exited = once(child, 'exit');
    child.stdout.destroy();
    child.stdin.end();
    expect(await exited).toEqual([3, null]);
  });
});
