import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { BwrapDriver } from '../../src/sandbox/bwrap/bwrap.driver.js';
import { findGroupFolders, parentsOf } from '../../src/sandbox/bwrap/stage-group.js';
import { DockerDriver } from '../../src/sandbox/docker/docker.driver.js';
import type { Driver, DriverProbe, RunOptions } from '../../src/sandbox/driver.js';
import { COMPILE_LIMITS, RUN_LIMITS, type RunRequest, type SandboxLanguage } from '../../src/kernel/run-request.js';
import type { DriverName, RunResult } from '../../src/kernel/run-result.js';
import { WasmDriver } from '../../src/sandbox/wasm/wasm.driver.js';

/** Programs of tests have time for a machine that does other things too; what tests a limit asks for it. */
const PATIENT = { ...RUN_LIMITS, wallMs: 30_000, cpuMs: 20_000, cpus: 1 };
const PATIENT_COMPILE = { ...COMPILE_LIMITS, wallMs: 50_000, memoryBytes: 256 * 1024 * 1024 };

/** A driver as this machine has it, after its self-test. */
export class TestedDriver {
  constructor(
    readonly title: string,
    private readonly driver: Driver,
    readonly probe: DriverProbe,
  ) {}

  get languages(): SandboxLanguage[] {
    return this.probe.languages.map(({ language }) => language);
  }

  run(language: SandboxLanguage, content: string, more: Partial<RunRequest> = {}, options: RunOptions = {}) {
    const files = [{ path: MAIN_FILES[language], content }];
    return this.driver.run({ id: 'test', language, files, ...more }, 'tested', options);
  }
}

export const MAIN_FILES: Record<SandboxLanguage, string> = {
  javascript: 'main.js',
  python: 'main.py',
  java: 'Main.java',
  cpp: 'main.cpp',
  csharp: 'Main.cs',
  php: 'main.php',
  ruby: 'main.rb',
  go: 'main.go',
  rust: 'main.rs',
};

/**
 * What runs programs here. What a machine does not have is no case of its tests; this says what it has. With control groups
 * bwrap is also tested as it is where there are none.
 */
export async function driversOfThisMachine(only?: DriverName): Promise<TestedDriver[]> {
  const limits = { run: PATIENT, compile: PATIENT_COMPILE };
  const bwrap = existsSync('/usr/bin/bwrap')
    ? [
        ...(findGroupFolders() ? [['bwrap', new BwrapDriver(limits)] as const] : []),
        ['bwrap without control groups', new BwrapDriver({ ...limits, groups: null })] as const,
      ]
    : [];
  const tested: TestedDriver[] = [];
  const {
    EXECUTOR_DOCKER_SOCKET: socketPath = '/var/run/docker.sock',
    EXECUTOR_DOCKER_IMAGE: image = 'lyceum-sandbox',
  } = process.env;
  const docker = existsSync(socketPath)
    ? [['docker', new DockerDriver({ ...limits, socketPath, image })] as const]
    : [];
  const all = [...docker, ...bwrap, ['wasm', new WasmDriver(PATIENT)] as const];
  for (const [title, driver] of all.filter(([, { name }]) => only === undefined || name === only))
    tested.push(new TestedDriver(title, driver, await driver.probe()));
  for (const { title, languages, probe } of tested)
    process.stdout.write(`${title}: ${probe.problem ?? `attacked in ${languages.join(', ')}`}\n`);
  return tested.filter(({ probe }) => probe.problem === null);
}

/** A word that no other process of this machine has in its command line. */
export function uniqueWord(): string {
  return `lyceum-attack-${randomUUID()}`;
}

/** Memory that belongs to one of the users of `slots.ts`. */
const MOUNT_OF_A_RUN = /\buid=(1[89]|2[01])\d{8}\b/;

/** What runs left on the host: processes with a word among their arguments, files with it in their name, mounts, groups. */
export function leftBehind(word: string): string[] {
  return [
    ...processesWith(word).map((pid) => `process ${pid}`),
    ...['/tmp', '/dev/shm', '/var/tmp', '/', '/work', '/out']
      .filter(existsSync)
      .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
      .filter((path) => path.includes(word)),
    ...readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .filter((line) => MOUNT_OF_A_RUN.test(line) || line.includes(word)),
    ...groupsOf(process.pid),
  ];
}

export function processesWith(word: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && commandLine(pid).includes(word));
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

export function groupsOf(pid: number): string[] {
  const groups = findGroupFolders();
  return (groups ? parentsOf(groups) : []).flatMap((folder) =>
    readdirSync(folder).filter((name) => name.startsWith(`lyceum-sandbox-${pid}-`)),
  );
}

export function outcomeOf({ status, run, compile }: RunResult) {
  return { status, exitCode: (run ?? compile)?.exitCode ?? null };
}
