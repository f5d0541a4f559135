import { existsSync } from 'node:fs';
import { type Driver, type DriverProbe, type LanguageVersion, NOTHING_ENFORCED, type RunOptions } from '../driver.js';
import {
  COMPILE_LIMITS,
  type EnforcedLimits,
  RUN_LIMITS,
  type RunRequest,
  type StageLimits,
} from '../../kernel/run-request.js';
import type { RunResult, StageName } from '../../kernel/run-result.js';
import { Slots } from '../slots.js';
import { watchStage } from '../stage.js';
import { runWithToolchain, type StageContent, trial } from '../toolchain-run.js';
import { type CellFrame, startCell } from './cell.js';
import { seccompFilter } from './seccomp.js';
import { findGroupFolders, type GroupFolders, removeAbandoned } from './stage-group.js';
import { type Toolchain, TOOLCHAINS } from './toolchains.js';

const BWRAP = '/usr/bin/bwrap';
/** Of util-linux, which every Debian has. */
const HELPERS = ['/usr/bin/prlimit', '/usr/bin/setpriv'];

export interface BwrapOptions {
  readonly run?: StageLimits;
  readonly compile?: StageLimits;
  readonly bwrap?: string;
  /** Overrides what is found: null looks at processes instead. */
  readonly groups?: GroupFolders | null;
}

/**
 * Debian's languages in namespaces of bubblewrap: no network, no files but the system's programs, a user of its own for
 * each run, a filter of system calls, and limits by control groups where this process may make any.
 */
export class BwrapDriver implements Driver {
  readonly name = 'bwrap';
  readonly #slots = new Slots();
  #frame: CellFrame | null = null;

  constructor(private readonly options: BwrapOptions = {}) {}

  async probe(): Promise<DriverProbe> {
    try {
      this.#frame = this.#makeFrame();
      const limits = await this.#selfTest();
      const languages: LanguageVersion[] = [];
      for (const toolchain of TOOLCHAINS.filter(({ programs }) => programs.every(existsSync))) {
        const version = await this.#versionOf(toolchain);
        if (version !== null) languages.push({ language: toolchain.language, version });
      }
      return { driver: this.name, problem: null, languages, limits };
    } catch (error) {
      this.#frame = null;
      return { driver: this.name, problem: messageOf(error), languages: [], limits: NOTHING_ENFORCED };
    }
  }

  run(request: RunRequest, version: string, options: RunOptions): Promise<RunResult> {
    const { run = RUN_LIMITS, compile = COMPILE_LIMITS } = this.options;
    return runWithToolchain(this.name, request, version, options, { run, compile }, (...stage) =>
      this.#stage(...stage),
    );
  }

  async #stage(stage: StageName, limits: StageLimits, options: RunOptions, content: StageContent) {
    if (!this.#frame) throw new Error('bwrap has not passed its self-test.');
    const slot = this.#slots.take();
    try {
      const cell = startCell(this.#frame, slot, limits, content);
      const ended = await watchStage(stage, cell, limits, options);
      return { ...ended, artifact: cell.artifact() };
    } finally {
      this.#slots.free(slot);
    }
  }

  #makeFrame(): CellFrame {
    const { bwrap = BWRAP } = this.options;
    const missing = [bwrap, ...HELPERS].filter((path) => !existsSync(path));
    if (missing.length > 0) throw new Error(`${missing.join(', ')} is not installed.`);
    const seccomp = seccompFilter(process.arch);
    if (!seccomp) throw new Error(`There is no filter of system calls for ${process.arch}.`);
    const groups = this.options.groups === undefined ? findGroupFolders() : this.options.groups;
    if (groups) removeAbandoned(groups);
    return { bwrap, seccomp, groups };
  }

  /** @throws when something gets out */
  async #selfTest(): Promise<EnforcedLimits> {
    const contained = await this.#try(SELF_TEST.contained);
    if (contained.result.stdout.trim() !== 'contained')
      throw new Error(`The self-test came out of the sandbox, or did not run: ${JSON.stringify(contained.result)}`);
    const processes = await this.#try(SELF_TEST.processes);
    const memory = await this.#try(SELF_TEST.memory, { memoryBytes: 24 * 1024 * 1024 });
    const disk = await this.#try(SELF_TEST.disk, { diskBytes: 1024 * 1024 });
    const counted = this.#frame?.groups ? 'enforced' : 'polled';
    return {
      cpuMs: counted,
      cpus: this.#frame?.groups ? 'enforced' : 'none',
      memoryBytes: memory.end === 'memory_limit' ? counted : 'none',
      processes: processes.result.exitCode === 0 ? 'none' : 'enforced',
      diskBytes: disk.result.exitCode === 0 ? 'none' : 'enforced',
    };
  }

  async #versionOf({ version }: Toolchain): Promise<string | null> {
    const { result } = await this.#try(version.command);
    return version.pattern.exec(result.stdout)?.[1] ?? null;
  }

  #try(command: readonly string[], limits: Partial<StageLimits> = {}) {
    return this.#stage('run', { ...COMPILE_LIMITS, ...limits }, {}, trial(command));
  }
}

const shell = (script: string) => ['/bin/sh', '-c', script];

const SELF_TEST = {
  /** No interface but the own loopback, no capability, a filter of system calls, nothing of the host's accounts. */
  contained: shell(`
    [ "$(grep -c : /proc/net/dev)" -eq 1 ] &&
    grep -q '^CapEff:\\s*0*$' /proc/self/status && grep -q '^Seccomp:\\s*2$' /proc/self/status &&
    [ ! -e /etc/passwd ] && [ ! -e /root ] && [ ! -e /home ] && ! touch /x /dev/x /usr/x 2>/dev/null && echo contained`),
  processes: shell('for one in $(seq 200); do sleep 20 & done'),
  /** Without an end of line, the whole input is one line, which is kept until it ends. */
  memory: shell('{ head -c 60000000 /dev/zero; sleep 2; } | tail'),
  disk: shell('head -c 2000000 /dev/zero >/tmp/full && head -c 2000000 /dev/zero >/tmp/full2'),
};

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
