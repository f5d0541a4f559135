import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const LOGGER = join(import.meta.dirname, '..', '..', 'dist', 'src', 'infra', 'telemetry', 'logger.js');
const LINES = 500;

/** A program that hangs is ended; one on a busy machine is waited for. */
const ENDED_AFTER_MS = 120_000;

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
    timeout: ENDED_AFTER_MS,
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

const ALL_UP_TO = (length: number) => Array.from({ length }, (_item, line) => line);
const ALL = ALL_UP_TO(LINES);

describe('the last lines of a log', () => {
  it.each([
    ['ends by itself', ''],
    ['is ended', 'process.exit(1);'],
    ['ends by an exception', 'setTimeout(() => { throw new Error("unforeseen"); });'],
    ['is killed after a warning', `one.event('warned', {}, 'warn'); process.kill(process.pid, 'SIGKILL');`],
  ])(
    'are all there, in order, when the process %s',
    async (_how, end) => {
      expect(await linesOf(end)).toEqual(ALL);
    },
    2 * ENDED_AFTER_MS,
  );

  it(
    'are written together: of a process that is killed before they are, none is there',
    async () => {
      expect(await linesOf(`process.kill(process.pid, 'SIGKILL');`)).toEqual([]);
    },
    2 * ENDED_AFTER_MS,
  );
});

const MANY = 40_000;

/** Its pipe does not block, as that of a process that uses `process.stdout` itself. */
const FLOOD = `
  const { Logger } = await import(${JSON.stringify(LOGGER)});
  process.stdout.on('error', () => undefined);
  const logger = new Logger({ logLevel: 'info' }, 'test');
  for (let line = 0; line < ${MANY}; line += 1) logger.event('line', { line, filled: 'x'.repeat(500) });
  process.send('flooded');
  await new Promise((resolve) => process.once('message', resolve));
  logger.event('line', { line: ${MANY} });
  process.disconnect();
`;

interface Line {
  readonly event: string;
  readonly line?: number;
  readonly lines?: number;
}

describe('a reader that takes nothing for a while', () => {
  it(
    'keeps nobody waiting, and is told how many lines it missed where they are missing',
    async () => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', FLOOD], {
        stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
        timeout: ENDED_AFTER_MS,
        killSignal: 'SIGKILL',
      });
      await once(child, 'message');
      let log = '';
      let isTold = false;
      for await (const chunk of child.stdout!.setEncoding('utf8')) {
        log += chunk as string;
        if (!isTold && log.includes('log.lines_missed')) isTold = child.send('go on');
      }
      const lines = log
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
      const notice = lines.findIndex(({ event }) => event === 'log.lines_missed');
      expect(lines.slice(0, notice).map(({ line }) => line)).toEqual(ALL_UP_TO(notice));
      expect(notice + (lines[notice]?.lines ?? 0)).toBe(MANY);
      expect(lines.slice(notice + 1)).toMatchObject([{ event: 'line', line: MANY }]);
      expect(log.length).toBeLessThan(12_000_000);
    },
    2 * ENDED_AFTER_MS,
  );
});
