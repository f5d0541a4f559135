import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { BwrapDriver } from '../../src/sandbox/bwrap/bwrap.driver.js';
import { findGroupFolders } from '../../src/sandbox/bwrap/stage-group.js';
import type { Driver, DriverProbe, RunOptions } from '../../src/sandbox/driver.js';
import { COMPILE_LIMITS, RUN_LIMITS, type RunRequest, type SandboxLanguage } from '../../src/sandbox/run-request.js';
import type { RunResult } from '../../src/sandbox/run-result.js';
import { WasmDriver } from '../../src/sandbox/wasm/wasm.driver.js';

/** Programs of tests have time for a machine that does other things too; what tests a limit asks for it. */
const PATIENT = { ...RUN_LIMITS, wallMs: 30_000, cpuMs: 20_000, cpus: 1 };
const PATIENT_COMPILE = { ...COMPILE_LIMITS, wallMs: 50_000 };

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
export async function driversOfThisMachine(): Promise<TestedDriver[]> {
  const limits = { run: PATIENT, compile: PATIENT_COMPILE };
  const bwrap = existsSync('/usr/bin/bwrap')
    ? [
        ...(findGroupFolders() ? [['bwrap', new BwrapDriver(limits)] as const] : []),
        ['bwrap without control groups', new BwrapDriver({ ...limits, groups: null })] as const,
      ]
    : [];
  const tested: TestedDriver[] = [];
  for (const [title, driver] of [...bwrap, ['wasm', new WasmDriver(PATIENT)] as const])
    tested.push(new TestedDriver(title, driver, await driver.probe()));
  for (const { title, languages } of tested) process.stdout.write(`Attacked: ${title}: ${languages.join(', ')}\n`);
  return tested;
}

/** A word that no other process of this machine has in its command line. */
export function uniqueWord(): string {
  return `lyceum-attack-${randomUUID()}`;
}

/** What runs of this process left on the host, of what began with an argument, and of files that bear a name. */
export function leftBehind(word: string): string[] {
  return [
    ...processesWith(word).map((pid) => `process ${pid}`),
    ...['/tmp', '/dev/shm', '/var/tmp', '/', '/work', '/out']
      .filter(existsSync)
      .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
      .filter((path) => path.includes(word)),
    ...readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .filter((line) => / \/(work|out) /.test(line) || line.includes(word)),
    ...groupsOfThisProcess(),
  ];
}

function processesWith(word: string): number[] {
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

function groupsOfThisProcess(): string[] {
  return Object.values(findGroupFolders() ?? {}).flatMap((folder) =>
    readdirSync(folder).filter((name) => name.startsWith(`lyceum-sandbox-${process.pid}-`)),
  );
}

export function outcomeOf({ status, run, compile }: RunResult) {
  return { status, exitCode: (run ?? compile)?.exitCode ?? null };
}
