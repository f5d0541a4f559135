import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { driversNamed } from '../executor/drivers.js';
import { driverSettings, loadSettings } from '../infra/config/env.js';
import { TOOLCHAINS } from '../sandbox/bwrap/toolchains.js';
import type { DriverProbe } from '../sandbox/driver.js';
import { SANDBOX_LANGUAGES } from '../kernel/run-request.js';
import { Sandbox } from '../sandbox/sandbox.js';

const USAGE = `Usage: sandbox:setup [-- --check] [-- <language> ...]
Installs bubblewrap and Debian's packages for the languages (all of them, if none is named), and shows what runs then.
With --check it only shows. Languages: ${SANDBOX_LANGUAGES.join(', ')}.`;

const APT_GET = '/usr/bin/apt-get';

async function main(args: readonly string[]): Promise<number> {
  const named = args.filter((arg) => arg !== '--check');
  if (named.some((name) => !SANDBOX_LANGUAGES.some((language) => language === name))) return tell(USAGE, 2);
  const missing = missingPackages(named);
  if (missing.length > 0 && !args.includes('--check') && !install(missing)) return 1;
  const settings = loadSettings(driverSettings);
  const docker = { socketPath: settings.EXECUTOR_DOCKER_SOCKET, image: settings.EXECUTOR_DOCKER_IMAGE };
  const sandbox = new Sandbox(driversNamed(settings.EXECUTOR_DRIVERS, docker));
  for (const probe of await sandbox.probe()) show(probe);
  const languages = await sandbox.languages();
  for (const { language, version, driver } of languages) tell(`${language.padEnd(12)} ${version}, by ${driver}`);
  return tell(`${languages.length} of ${SANDBOX_LANGUAGES.length} languages run in a sandbox here.`);
}

function missingPackages(named: readonly string[]): string[] {
  const wanted = TOOLCHAINS.filter(({ language }) => named.length === 0 || named.includes(language));
  const toolchains = wanted.filter(({ programs }) => !programs.every(existsSync));
  const bubblewrap = existsSync('/usr/bin/bwrap') ? [] : ['bubblewrap'];
  return [...bubblewrap, ...toolchains.flatMap(({ packages }) => packages)];
}

function install(packages: readonly string[]): boolean {
  const prefix = rootPrefix();
  if (!existsSync(APT_GET) || !prefix) {
    const why = prefix ? 'This system has no apt-get' : 'Only root may install packages';
    tell(`${why}. What is missing, by its name in Debian:\n  apt-get install ${packages.join(' ')}`);
    return false;
  }
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]]) {
    const [program = '', ...rest] = [
      ...prefix,
      '/usr/bin/env',
      'DEBIAN_FRONTEND=noninteractive',
      APT_GET,
      '-q',
      ...args,
    ];
    if (spawnSync(program, rest, { stdio: 'inherit' }).status !== 0) return false;
  }
  return true;
}

/** @returns null when this user may not become root without a password */
function rootPrefix(): string[] | null {
  if (process.getuid?.() === 0) return [];
  try {
    execFileSync('sudo', ['--non-interactive', 'true'], { stdio: 'ignore' });
    return ['sudo', '--non-interactive'];
  } catch {
    return null;
  }
}

function show({ driver, problem, warning, limits }: DriverProbe): void {
  tell(problem === null ? `${driver} passed its self-test.` : `${driver}: ${problem}`);
  if (warning !== undefined) tell(`  ${warning}`);
  const named = {
    memoryBytes: 'memory',
    cpuMs: 'processor time',
    cpus: 'processors',
    processes: 'processes',
    diskBytes: 'disk',
  };
  const lines = Object.entries(named).map(([name, title]) => `${title} ${limits[name as keyof typeof named]}`);
  tell(`  limits: ${lines.join(', ')}`);
}

function tell(line: string, code = 0): number {
  console.log(line);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
