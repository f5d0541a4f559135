import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import pg from 'pg';
import { Child } from '../../local/child.mjs';
import { isAlive } from '../../local/process-identity.mjs';
import type { RecordedChild } from '../../local/run-file.mjs';
import { ApiClient } from '../support/http.js';
import { readServices } from '../support/services.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
/** Far from the usual ports, which the developer's own Lyceum may have. */
const PORT = 23_000;

const folder = mkdtempSync(join(readServices().folder, 'local-'));
const started: Start[] = [];

/** One `npm start`, with what it printed. */
class Start {
  readonly lines: string[] = [];
  readonly launcher: Child;

  constructor(args: string[] = [], env: Record<string, string> = {}) {
    this.launcher = new Child({
      name: 'The local start',
      program: process.execPath,
      args: [join(ROOT, 'start.mjs'), '--data', folder, '--port', String(PORT), ...args],
      env: { PATH: process.env['PATH'], ...env },
      stopSignal: 'SIGINT',
      // The last row of the table.
      readyLine: /^ +Logs /,
      onLine: (line) => this.lines.push(line),
    });
    started.push(this);
  }

  get output(): string {
    return this.lines.join('\n');
  }

  /** The address in a row of the table. */
  address(label: string): string {
    return new RegExp(`^ +${label} +(http\\S+)`, 'm').exec(this.output)?.[1] ?? '';
  }

  get api(): ApiClient {
    return new ApiClient(new URL(this.address('API')).origin);
  }
}

function children(): RecordedChild[] {
  return (JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { children: RecordedChild[] }).children;
}

function child(name: string): RecordedChild {
  return children().find((recorded) => recorded.name === name)!;
}

/** Nothing signals the end of a process that is nobody's child. */
async function allGone(processes: RecordedChild[]): Promise<boolean> {
  const deadline = Date.now() + 30_000;
  while (processes.some(isAlive) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  return !processes.some(isAlive);
}

function signIn(start: Start): Promise<{ status: number }> {
  const [, email, password] = /Sign in +(\S+) +(\S+)/.exec(start.output)!;
  return start.api.post('/auth/login', { email, password });
}

/** When a log line came that matches, in milliseconds. */
function timeOf(log: string, pattern: RegExp, timestamp: RegExp): number {
  const line = readFileSync(join(folder, 'logs', log), 'utf8')
    .split('\n')
    .find((candidate) => pattern.test(candidate))!;
  return Date.parse(timestamp.exec(line)![1]!);
}

describe('the local start', () => {
  afterEach(async () => {
    for (const { launcher } of started.splice(0)) await launcher.stop();
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts everything, shows where it is, and leaves nothing running when it is killed', async () => {
    const taken: Server = createServer().listen(PORT, '127.0.0.1');
    await once(taken, 'listening');
    const start = new Start();
    await start.launcher.ready.finally(() => taken.close());

    expect(start.output).toContain(`Port ${PORT} is taken`);
    expect(new URL(start.address('API')).port).not.toBe(String(PORT));
    expect((await start.api.get('/health')).body).toMatchObject({ status: 'ok', environment: 'development' });
    for (const row of ['Swagger UI', 'Dashboard', 'Booking page', 'Mailbox', 'Metrics'])
      expect((await fetch(start.address(row))).status).toBe(200);
    expect(start.output).toMatch(/Programs +.*javascript .*\((bwrap|wasm)\)/);
    expect((await signIn(start)).status).toBe(200);
    expect(statSync(join(folder, 'secrets.env')).mode & 0o777).toBe(0o600);
    const told = parseEnv(readFileSync(join(folder, 'env'), 'utf8'));
    const database = new pg.Client({ connectionString: told['DATABASE_URL'] });
    await database.connect();
    expect((await database.query('SELECT FROM users')).rowCount).toBeGreaterThan(0);
    await database.end();
    expect(statSync(join(folder, 'env')).mode & 0o777).toBe(0o600);

    const second = new Start();
    expect(await second.launcher.exited).toEqual({ code: 1, signal: null });
    expect(second.output).toContain('already runs in this folder');
    expect((await start.api.get('/health/live')).status).toBe(200);

    const processes = children();
    expect(processes.map(({ name }) => name).sort()).toEqual([
      'PostgreSQL',
      'Redis',
      'The API',
      'The executor',
      'The worker',
    ]);
    await start.launcher.kill('SIGKILL');
    expect(await allGone(processes)).toBe(true);
  });

  it('starts again after that with its data, and stops everything in order', async () => {
    const start = new Start();
    await start.launcher.ready;
    expect(new URL(start.address('API')).port).toBe(String(PORT));
    expect((await signIn(start)).status).toBe(200);

    const processes = children();
    expect(await start.launcher.stop()).toEqual({ code: 0, signal: null });
    expect(processes.some(isAlive)).toBe(false);
    expect(existsSync(join(folder, 'env'))).toBe(false);
    const order = [
      timeOf('main.log', /"api\.stopped"/, /"time":"([^"]+)"/),
      timeOf('worker.log', /"worker\.stopping"/, /"time":"([^"]+)"/),
      timeOf('worker.log', /"worker\.stopped"/, /"time":"([^"]+)"/),
      timeOf('redis.log', /User requested shutdown/, /(\d+ \w+ \d{4} [\d:.]+)/),
      timeOf('postgres.log', /received fast shutdown request/, /^(\S+ \S+ UTC)/),
    ];
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('reports a child that crashes, ends the rest and leaves nothing running', async () => {
    const start = new Start();
    await start.launcher.ready;
    const processes = children();
    process.kill(child('The worker').pid, 'SIGKILL');
    expect(await start.launcher.exited).toEqual({ code: 1, signal: null });
    expect(start.output).toContain('The worker was killed by SIGKILL. Its last lines:');
    expect(processes.some(isAlive)).toBe(false);
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ['an unknown option', ['--prot', '4000'], {}, "Unknown option '--prot'"],
    ['a port that is none', ['--port', 'http'], {}, '--port wants a number from 1 to 65535, not "http".'],
    [
      'a database that does not answer',
      [],
      { DATABASE_URL: 'postgres://127.0.0.1:1/x' },
      'DATABASE_URL cannot be used',
    ],
    ['a Redis that does not answer', [], { REDIS_URL: 'redis://127.0.0.1:1' }, 'REDIS_URL cannot be used'],
  ])('explains %s in one sentence', async (_name, args, env, sentence) => {
    const start = new Start(args, env);
    expect(await start.launcher.exited).toEqual({ code: 1, signal: null });
    expect(start.output).toContain(sentence);
    expect(start.output).not.toMatch(/^\s+at /m);
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
  });

  it('explains itself', async () => {
    const start = new Start(['--help']);
    expect(await start.launcher.exited).toEqual({ code: 0, signal: null });
    expect(start.output).toContain('npm start -- --port 4000');
  });
});
