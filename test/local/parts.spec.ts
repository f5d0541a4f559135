import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { Redis as RedisClient } from 'ioredis';
import pg from 'pg';
import { Launch } from '../../local/launch.mjs';
import { demoArguments, programsOf } from '../../local/local-start.mjs';
import { OutputLog } from '../../local/output-log.mjs';
import { Ports } from '../../local/ports.mjs';
import { Postgres } from '../../local/postgres.mjs';
import { identify, isAlive } from '../../local/process-identity.mjs';
import { RunFile } from '../../local/run-file.mjs';
import { Screen } from '../../local/screen.mjs';
import { readOrCreateSecrets } from '../../local/secrets.mjs';
import { installPackage } from '../../local/system-package.mjs';
import { startRedis } from '../support/redis.mjs';
import { readServices } from '../support/services.mjs';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(readServices().folder, 'part-'));
  // PostgreSQL of the user root runs as another account.
  chmodSync(folder, 0o711);
  return folder;
}

async function query(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(statement).finally(() => client.end());
  return rows[0];
}

describe('Postgres', () => {
  it('begins anew where the first start was killed before its data folder was whole', async () => {
    const dataFolder = join(temporaryFolder(), 'postgres');
    mkdirSync(`${dataFolder}.new`);
    writeFileSync(join(`${dataFolder}.new`, 'PG_VERSION'), '18\n');
    const port = await new Ports().anyFree();
    const postgres = await Postgres.start({ dataFolder, port, superuserPassword: 'a', throwaway: true });
    expect(await query(postgres.url('postgres'), 'SELECT 42 AS answer')).toEqual({ answer: 42 });
    await postgres.stop();
    expect(readdirSync(dirname(dataFolder))).toEqual(['postgres']);
  });

  it('keeps its data over a kill -9, and gives the program a role that is no superuser', async () => {
    const options = {
      dataFolder: join(temporaryFolder(), 'postgres'),
      port: await new Ports().anyFree(),
      superuserPassword: 'a',
    };
    const role = { name: 'lyceum', password: "it\"s 'quoted'" };
    const first = await Postgres.start(options);
    const url = await first.ensureDatabase('lyceum', role);
    expect(await query(url, 'SELECT usesuper FROM pg_user WHERE usename = current_user')).toEqual({ usesuper: false });
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.process.kill('SIGKILL');

    const second = await Postgres.start(options);
    expect(await second.ensureDatabase('lyceum', role)).toBe(url);
    expect(await query(url, 'SELECT answer FROM kept')).toEqual({ answer: 42 });
    await second.stop();
  });

  it('listens on the loopback interface only, with a password', async () => {
    const { maintenanceUrl } = readServices();
    expect(await query(maintenanceUrl, 'SHOW listen_addresses')).toEqual({ listen_addresses: '127.0.0.1' });
    const url = new URL(maintenanceUrl);
    url.password = 'wrong';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('says so when the data come from another version', async () => {
    const dataFolder = join(temporaryFolder(), 'postgres');
    mkdirSync(dataFolder);
    writeFileSync(join(dataFolder, 'PG_VERSION'), '16\n');
    const start = Postgres.start({ dataFolder, port: 1, superuserPassword: 'a' });
    await expect(start).rejects.toThrow('written by PostgreSQL 16');
  });
});

describe('Redis', () => {
  it('never evicts, appends what it is told, and has it again after kill -9', async () => {
    const redis = await startRedis();
    const client = new RedisClient(redis.url);
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await client.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    await client.set('kept', 'yes');
    client.on('error', () => undefined);
    await redis.kill('SIGKILL');
    await redis.restart();
    expect(await client.get('kept')).toBe('yes');
    client.disconnect();
    await redis.stop();
  });
});

describe('the installation of a missing program', () => {
  const PATH = process.env['PATH'];
  /** In the place of Debian's, which would change the machine. */
  const APT_GET = `#!/bin/sh
echo "$*" >> "$(dirname "$0")/calls"
case "$*" in
  *nonsense) echo 'E: Unable to locate package nonsense' >&2; exit 100 ;;
  *install*) echo 'Reading package lists...'; echo 'Get:1 http://deb.debian.org chromium' ;;
esac
`;
  let folder: string;

  beforeEach(() => {
    folder = temporaryFolder();
    writeFileSync(join(folder, 'apt-get'), APT_GET, { mode: 0o755 });
    writeFileSync(join(folder, 'sudo'), '#!/bin/sh\nshift\nexec "$@"\n', { mode: 0o755 });
    process.env['PATH'] = `${folder}:${PATH}`;
  });

  afterEach(() => {
    process.env['PATH'] = PATH;
  });

  it('shows how far it is', async () => {
    const lines: string[] = [];
    const wanted = { name: 'chromium', what: 'Chromium', help: 'install it' };
    expect(await installPackage(wanted, (line) => lines.push(line))).toBe(true);
    expect(lines).toEqual([
      'Chromium is missing: installing the package chromium of this system',
      '  Get:1 http://deb.debian.org chromium',
    ]);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe(
      '-q update\n-q install --yes --no-install-recommends chromium\n',
    );
  });

  it('repeats what the tool complains about', async () => {
    const wanted = { name: 'nonsense', what: 'Chromium', help: 'install it' };
    await expect(installPackage(wanted, () => undefined)).rejects.toThrow(
      'Chromium could not be installed (E: Unable to locate package nonsense): install it.',
    );
  });
});

describe('Ports', () => {
  it('takes the next port when one is taken, and gives none twice', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port: taken } = server.address() as { port: number };
    const ports = new Ports();
    const [first, second] = [await ports.nextFree(taken), await ports.nextFree(taken)];
    server.close();
    expect(first).toBeGreaterThan(taken);
    expect(second).toBeGreaterThan(first);
  });

  it('gives none to two starts, also before anybody listens there', async () => {
    const wanted = await new Ports().anyFree();
    const [one, other] = await Promise.all([new Ports().nextFree(wanted), new Ports().nextFree(wanted)]);
    expect(one).not.toBe(other);
  });

  it('says so when nothing can listen on the host', async () => {
    await expect(new Ports().nextFree(5000, '203.0.113.5')).rejects.toThrow('name another address with --host');
  });
});

describe('Launch', () => {
  it('says so when the data cannot be kept in the folder', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const options = { port: null, host: null, data: file, watch: false, verbose: false, help: false };
    expect(() => new Launch('/', options, new Screen())).toThrow(
      `The data cannot be kept in ${file} (EEXIST): choose another folder with --data.`,
    );
  });
});

describe('Screen', () => {
  const shown: string[] = [];
  const log = console.log;

  beforeEach(() => {
    shown.length = 0;
    console.log = (line: string) => void shown.push(line);
  });

  afterEach(() => {
    console.log = log;
  });

  it('shows warnings and worse, in either format, with what stands below', () => {
    const screen = new Screen();
    for (const line of [
      '{"level":"info","event":"request"}',
      '{"level":"warn","event":"redis.lost"}',
      '12:30:05.123 INFO  request method=GET',
      '    of the line above',
      '12:30:05.124 ERROR request.failed',
      '    Error: No paper.',
      '12:30:05.125 DEBUG more',
      'FATAL ERROR: heap out of memory',
    ])
      screen.logLine('API', line);
    expect(shown).toEqual([
      '  API warn: redis.lost',
      '  API: 12:30:05.124 ERROR request.failed',
      '  API:     Error: No paper.',
      '  API: FATAL ERROR: heap out of memory',
    ]);
  });

  it('shows a mail that is not sent as it is, links and all', () => {
    const mail = {
      level: 'warn',
      event: 'mail.not_sent',
      recipient: 'Ada <a@b.c>',
      subject: 'Hello',
      text: 'Open\nhttp://x',
    };
    new Screen().logLine('worker', JSON.stringify(mail));
    expect(shown).toEqual(['  worker: mail to Ada <a@b.c> (not sent): Hello', '    Open', '    http://x']);
  });
});

describe('secrets', () => {
  it('are made once, differ from each other, and are for the owner only', () => {
    const path = join(temporaryFolder(), 'deeper', 'secrets.env');
    const secrets = readOrCreateSecrets(path);
    expect(new Set(Object.values(secrets)).size).toBe(4);
    expect(secrets.JWT_SECRET.length).toBeGreaterThanOrEqual(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readOrCreateSecrets(path)).toEqual(secrets);
  });
});

describe('RunFile', () => {
  it('ends what a killed launcher left behind', async () => {
    const path = join(temporaryFolder(), 'run.json');
    const orphan = spawn('sleep', ['600']);
    const left = identify(orphan.pid!)!;
    const launcher = { pid: 1, startedAt: 'long ago' };
    writeFileSync(path, JSON.stringify({ launcher, children: [{ ...left, name: 'sleep', stopSignal: 'SIGTERM' }] }));
    expect(await new RunFile(path).claim()).toEqual(['sleep']);
    expect(isAlive(left)).toBe(false);
  });

  it('leaves alone a process that only has got the same number', async () => {
    const path = join(temporaryFolder(), 'run.json');
    const stranger = spawn('sleep', ['600']);
    const children = [{ pid: stranger.pid, startedAt: '1', name: 'sleep', stopSignal: 'SIGTERM' }];
    writeFileSync(path, JSON.stringify({ launcher: { pid: stranger.pid, startedAt: '1' }, children }));
    expect(await new RunFile(path).claim()).toEqual([]);
    expect(identify(stranger.pid!)).not.toBeNull();
    stranger.kill();
    await once(stranger, 'exit');
  });

  it('refuses a folder in which another launcher works', async () => {
    const path = join(temporaryFolder(), 'run.json');
    writeFileSync(path, JSON.stringify({ launcher: identify(process.ppid), children: [] }));
    await expect(new RunFile(path).claim()).rejects.toThrow('already runs in this folder');
  });
});

describe('OutputLog', () => {
  it('keeps everything in its file and the last lines at hand', () => {
    const path = join(temporaryFolder(), 'logs', 'api.log');
    const log = new OutputLog(path);
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    for (const line of lines) log.add(line);
    log.close();
    expect(readFileSync(path, 'utf8')).toBe(`${lines.join('\n')}\n`);
    expect(log.lastLines()).toEqual(lines.slice(10));
  });

  it('goes on after what an earlier run has left', () => {
    const path = join(temporaryFolder(), 'logs', 'api.log');
    for (const line of ['of a run that failed', 'of the next run']) {
      const log = new OutputLog(path);
      log.add(line);
      log.close();
    }
    expect(readFileSync(path, 'utf8')).toBe('of a run that failed\nof the next run\n');
  });
});

describe('the demo', () => {
  it.each([
    ['127.0.0.1', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['192.0.2.7', false],
    ['127.example.org', false],
  ])('has a password that everybody knows only where nobody else comes: %s, %s', (host, isKnown) => {
    expect(demoArguments(host).includes('--example-password')).toBe(isKnown);
  });

  it('says which programs run, and by what', () => {
    const found = [
      { language: 'python', version: '3.11', driver: 'bwrap' },
      { language: 'javascript', version: '20', driver: 'wasm' },
      { language: 'go', version: '1.19', driver: 'bwrap' },
    ];
    expect(programsOf(found)).toBe('python 3.11, go 1.19 (bwrap); javascript 20 (wasm)');
    expect(programsOf([])).toContain('none');
  });
});
