import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { readFile, rm } from 'node:fs/promises';
import { DockerfileParser, type JSONInstruction } from 'dockerfile-ast';
import { parse } from 'yaml';
import { parseEnvironment, SETTING_NAMES } from '../../src/apps/environment.js';
import { repositoryFile, runTool, writeProject } from './tool-run.js';

interface Service {
  readonly image: string;
  readonly command?: string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: ReadonlyArray<{ readonly path: string; readonly required: boolean }>;
  readonly volumes?: string[];
  readonly networks?: string[];
  readonly ports?: string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test?: string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly stop_grace_period?: string;
}

const PINNED = /:v?\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$/;
const SECRET = /SECRET|PASSWORD|API_KEY/;

async function read(path: string): Promise<string> {
  return readFile(repositoryFile(path), 'utf8');
}

/** `dist/bundle/main.js` is bundled from `src/main.ts`, `dist/bundle/seed.js` from `src/cli/seed.ts`. */
function sourceOf(compiled: string): string {
  const name = basename(compiled, '.js');
  return repositoryFile(['main', 'worker', 'executor'].includes(name) ? `src/${name}.ts` : `src/cli/${name}.ts`);
}

describe('docker-compose.yml', () => {
  let text: string;
  let services: Readonly<Record<string, Service>>;
  let ours: Service[];

  beforeAll(async () => {
    text = await read('docker-compose.yml');
    services = parse(text, { merge: true }).services;
    ours = [services.migrate!, services.api!, services.worker!];
  });

  it('passes the linter, which refuses what is no compose file', async () => {
    const directory = await writeProject({ 'docker-compose.yml': text.replace('image: redis', 'imagee: redis') });
    const args = ['--max-warnings', '0', 'docker-compose.yml'];

    expect(await runTool('dclint', args, repositoryFile('.'))).toMatchObject({ exitCode: 0 });
    expect(await runTool('dclint', args, directory)).toMatchObject({ exitCode: 1 });
    await rm(directory, { recursive: true });
  });

  it('has no default for a secret', () => {
    const interpolated = [...text.matchAll(/\$\{([A-Z_]+)([^}]*)\}/g)].filter(([, name]) => SECRET.test(name!));
    const literal = Object.values(services)
      .flatMap(({ environment = {} }) => Object.entries(environment))
      .filter(([name, value]) => SECRET.test(name) && !value.startsWith('${'));

    expect(interpolated.length).toBeGreaterThan(3);
    expect(interpolated.filter(([, , rest]) => !rest!.startsWith(':?') && rest !== ':-').map(([all]) => all)).toEqual(
      [],
    );
    expect(literal).toEqual([]);
  });

  it.each(['JWT_SECRET', 'POSTGRES_PASSWORD', 'REDIS_PASSWORD'])('does not start without %s', (name) => {
    expect(text).toContain(`\${${name}:?`);
    expect(text).not.toContain(`\${${name}:-`);
    expect(text).not.toContain(`\${${name}}`);
  });

  it('sets only variables that Lyceum reads, to values that it accepts in production', () => {
    for (const { environment = {} } of ours) {
      const values = Object.entries(environment).map(([name, value]) => [name, interpolate(value)]);
      const env = parseEnvironment({ NODE_ENV: 'production', ...Object.fromEntries(values) });

      expect(Object.keys(environment).filter((name) => !SETTING_NAMES.includes(name))).toEqual([]);
      expect(env.EMAIL_PROVIDER).toBe('smtp');
    }
  });

  it('gives the processes every setting of .env, except for what the containers go by', async () => {
    const image = new Map(
      [...(await read('Dockerfile')).matchAll(/(?:ENV|^ +) ?([A-Z_]+)=(\S+)/gm)].map((match) => [match[1]!, match[2]!]),
    );
    const fixed = [...image].filter(([name]) => SETTING_NAMES.includes(name));
    expect(fixed.map(([name]) => name)).toEqual(expect.arrayContaining(['NODE_ENV', 'HOST', 'PORT', 'METRICS_PORT']));
    for (const { env_file: files, environment } of ours) {
      expect(files).toEqual([{ path: '.env', required: false }]);
      expect(environment).toMatchObject(Object.fromEntries(fixed));
    }
  });

  it('gives the executor nothing but the queue', () => {
    const { environment = {}, env_file: files, networks } = services.executor!;
    expect(files).toEqual([]);
    expect(Object.keys(environment).filter((name) => /DATABASE|SECRET|PASSWORD|API_KEY|SMTP/.test(name))).toEqual([]);
    expect(Object.keys(environment).filter((name) => !SETTING_NAMES.includes(name))).toEqual([]);
    expect(networks).toEqual(['runs']);
    const others = Object.entries(services).filter(([, service]) => service.networks?.includes('runs'));
    expect(others.map(([name]) => name).sort()).toEqual(['executor', 'redis']);
    expect(services.executor).toMatchObject({ read_only: true, cap_drop: ['ALL'], init: true, mem_limit: '1g' });
  });

  it('pins every image that it does not build', () => {
    const foreign = Object.values(services)
      .map(({ image }) => image)
      .filter((image) => !image.startsWith('lyceum:'));

    expect(foreign.length).toBeGreaterThan(2);
    expect(foreign.filter((image) => !PINNED.test(image))).toEqual([]);
  });

  it('keeps the data of PostgreSQL 18 where its image writes it', () => {
    expect(services.postgres!.image).toMatch(/^postgres:18\./);
    expect(services.postgres!.volumes).toEqual(['postgres:/var/lib/postgresql']);
  });

  it('has Redis write every job to disk and evict none', () => {
    const { command = [], volumes } = services.redis!;
    const option = (name: string): string | undefined => command[command.indexOf(name) + 1];

    expect([option('--appendonly'), option('--appendfsync'), option('--maxmemory-policy')]).toEqual([
      'yes',
      'everysec',
      'noeviction',
    ]);
    expect(volumes).toEqual(['redis:/data']);
  });

  it('migrates once, before the API and the worker start', () => {
    expect(services.migrate!.restart).toBe('no');
    for (const { depends_on: waits } of [services.api!, services.worker!]) {
      expect(waits).toMatchObject({
        migrate: { condition: 'service_completed_successfully' },
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
    }
  });

  it('restarts and checks the health of everything that stays', async () => {
    const dockerfile = await read('Dockerfile');
    for (const [name, { restart, healthcheck }] of Object.entries(services)) {
      if (name === 'migrate') continue;
      expect([name, restart]).toEqual([name, 'unless-stopped']);
      if (name === 'api') expect(dockerfile).toContain('HEALTHCHECK');
      else expect([name, healthcheck?.test?.length]).not.toEqual([name, undefined]);
    }
  });

  it('gives each process the time that it takes to stop', () => {
    const shutdown = parseEnvironment({ DATABASE_URL: 'postgres://a/b', REDIS_URL: 'redis://a', JWT_SECRET: secret() });
    for (const { stop_grace_period: grace } of ours) {
      expect(Number.parseInt(grace!) * 1000).toBeGreaterThan(shutdown.SHUTDOWN_TIMEOUT_MS);
    }
  });

  it('opens ports on this machine only', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);

    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('starts files that the build makes', () => {
    const commands = ours.map(({ command = [] }) => command[0]).filter((file) => file !== undefined);

    expect(commands).toHaveLength(2);
    expect(commands.filter((file) => !existsSync(sourceOf(file)))).toEqual([]);
  });

  function interpolate(value: string): string {
    return value.replace(/\$\{[A-Z_]+:\?[^}]*\}/g, secret()).replace(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1');
  }

  function secret(): string {
    return '0123456789abcdef'.repeat(4);
  }
});

describe('the Dockerfile', () => {
  let text: string;

  const parsed = () => DockerfileParser.parse(text);
  const instructions = (keyword: string) =>
    parsed()
      .getInstructions()
      .filter((line) => line.getKeyword() === keyword);
  const words = (keyword: string) =>
    (instructions(keyword).at(-1) as JSONInstruction).getJSONStrings().map((word) => JSON.parse(word.getValue()));

  beforeAll(async () => {
    text = await read('Dockerfile');
  });

  it('passes the linter, which refuses what is no Dockerfile', async () => {
    const directory = await writeProject({ Dockerfile: text.replace('WORKDIR', 'WROKDIR') });

    expect(await runTool('dockerfile-utils', ['lint', 'Dockerfile'], repositoryFile('.'))).toMatchObject({
      exitCode: 0,
    });
    expect(await runTool('dockerfile-utils', ['lint', 'Dockerfile'], directory)).toMatchObject({ exitCode: 1 });
    await rm(directory, { recursive: true });
  });

  it('builds and runs on one pinned version of Node 24', () => {
    const images = new Set(
      parsed()
        .getFROMs()
        .map((from) => from.getImage()),
    );

    expect(images.size).toBe(1);
    expect([...images][0]).toMatch(/^node:24\.\d+\.\d+-bookworm-slim$/);
  });

  it('runs as an ordinary user', () => {
    const users = instructions('USER').map((user) => user.getArgumentsContent());

    expect(users.at(-1)).toBe('node');
    expect(instructions('USER').at(-1)!.getRange().start.line).toBeGreaterThan(
      parsed().getFROMs().at(-1)!.getRange().start.line,
    );
  });

  it('makes Node the process that gets the signals, and the API the default', () => {
    expect(words('ENTRYPOINT')).toEqual(['node']);
    expect(words('CMD')).toEqual(['dist/bundle/main.js']);
    expect(existsSync(sourceOf('dist/bundle/main.js'))).toBe(true);
  });

  it('asks for the health without a program that the image lacks', () => {
    expect(parsed().getHEALTHCHECKs()[0]!.getArgumentsContent()).toMatch(/CMD \["node", "-e", "fetch\(/);
  });

  it('copies only files that exist and that .dockerignore lets through', async () => {
    const allowed = (await read('.dockerignore'))
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const mounted = [...(await read('Dockerfile')).matchAll(/--mount=type=bind,source=([^, ]+)/g)].map(
      ([, file]) => file!,
    );
    const copied = parsed()
      .getCOPYs()
      .filter((copy) => copy.getFlags().length === 0)
      .flatMap((copy) =>
        copy
          .getArguments()
          .slice(0, -1)
          .map((source) => source.getValue().replace(/^\.\//, '')),
      );
    const sources = [...copied, ...mounted];

    expect([...new Set(sources)].sort()).toEqual([...allowed].sort());
    expect(sources.filter((source) => !existsSync(repositoryFile(source)))).toEqual([]);
  });

  it('bakes no secret in', () => {
    const settings = [...parsed().getARGs(), ...parsed().getENVs()].map((line) => line.getArgumentsContent() ?? '');

    expect(settings.filter((setting) => SECRET.test(setting))).toEqual([]);
  });

  it('installs packages from the lock file and runs none of their scripts', () => {
    const installs = instructions('RUN')
      .map((run) => run.getArgumentsContent()!)
      .filter((command) => command.includes('npm ci'));

    expect(installs).toHaveLength(2);
    expect(installs.filter((command) => !command.includes('--ignore-scripts'))).toEqual([]);
    expect(installs.filter((command) => command.includes('--omit=dev'))).toHaveLength(1);
  });
});
