import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const LOGGER = join(import.meta.dirname, '..', '..', 'dist', 'src', 'infra', 'telemetry', 'logger.js');
const LINES = 500;

/** Writes lines, and ends at once in the way that is asked for. */
const PROGRAM = (end: string) => `
  const { Logger } = await import(${JSON.stringify(LOGGER)});
  const [one, other] = [new Logger({ logLevel: 'info' }, 'test'), new Logger({ logLevel: 'info' }, 'test')];
  for (let line = 0; line < ${LINES}; line += 1) (line % 2 ? one : other).event('line', { line });
  ${end}
`;

async function linesOf(end: string): Promise<number[]> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM(end)], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  const exited = once(child, 'exit');
  const log = await text(child.stdout);
  await exited;
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { event: string; line: number })
    .flatMap(({ event, line }) => (event === 'line' ? [line] : []));
}

const ALL = Array.from({ length: LINES }, (_item, line) => line);

describe('the last lines of a log', () => {
  it.each([
    ['ends by itself', ''],
    ['is ended', 'process.exit(1);'],
    ['ends by an exception', 'setTimeout(() => { throw new Error("unforeseen"); });'],
    ['is killed after a warning', `one.event('warned', {}, 'warn'); process.kill(process.pid, 'SIGKILL');`],
  ])('are all there, in order, when the process %s', async (_how, end) => {
    expect(await linesOf(end)).toEqual(ALL);
  });

  it('are written together: of a process that is killed before they are, none is there', async () => {
    expect(await linesOf(`process.kill(process.pid, 'SIGKILL');`)).toEqual([]);
  });
});
