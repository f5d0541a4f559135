import {
  COMPILE_LIMITS,
  type EnforcedLimits,
  RUN_LIMITS,
  type RunRequest,
  type StageLimits,
} from '../../kernel/run-request.js';
import type { RunResult, StageName } from '../../kernel/run-result.js';
import { seccompProfile } from '../bwrap/seccomp.js';
import { type Driver, type DriverProbe, NOTHING_ENFORCED, type RunOptions } from '../driver.js';
import { Slots } from '../slots.js';
import { watchStage } from '../stage.js';
import { runWithToolchain, type StageContent, trial } from '../toolchain-run.js';
import { firstUidOfExecutor, LABEL } from './container.js';
import { DockerEngine, type EngineVersion } from './engine.js';
import { languagesOf } from './image-languages.js';
import { CONTAINED, limitsSeen, OVER_LIMITS } from './self-test.js';
import { type ContainerFrame, startContainer } from './started-container.js';

/** The first without the known ways out of a container (CVE-2025-31133, 52565 and 52881 were mended before). */
const SOUND_RUNC = [1, 3, 6];

export interface DockerOptions {
  readonly socketPath: string;
  readonly image: string;
  readonly run?: StageLimits;
  readonly compile?: StageLimits;
}

/**
 * The languages of an image in containers of Docker, each stage in one of its own: no network, nothing of the image can be
 * written, no capability, a user of its own, the filter of system calls of bwrap, and limits by control groups.
 */
export class DockerDriver implements Driver {
  readonly name = 'docker';
  readonly #slots = new Slots();
  readonly #firstUid = firstUidOfExecutor();
  #frame: ContainerFrame | null = null;

  constructor(private readonly options: DockerOptions) {}

  async probe(): Promise<DriverProbe> {
    const { socketPath, image } = this.options;
    try {
      const seccomp = seccompProfile(process.arch);
      if (!seccomp) throw new Error(`There is no filter of system calls for ${process.arch}.`);
      const engine = new DockerEngine(socketPath);
      const version = await engine.version();
      await engine.removeAbandoned(LABEL);
      this.#frame = { engine, image, seccomp, firstUid: this.#firstUid };
      const limits = await this.#selfTest();
      const { languages, silent } = await languagesOf((command) => this.#try(command));
      return { driver: this.name, problem: null, ...warningOf(version, silent), languages, limits };
    } catch (error) {
      this.#frame = null;
      const problem = `Docker at ${socketPath} with the image ${image}: ${messageOf(error)}`;
      return { driver: this.name, problem, languages: [], limits: NOTHING_ENFORCED };
    }
  }

  run(request: RunRequest, version: string, options: RunOptions): Promise<RunResult> {
    const { run = RUN_LIMITS, compile = COMPILE_LIMITS } = this.options;
    return runWithToolchain(this.name, request, version, options, { run, compile }, (...stage) =>
      this.#stage(...stage),
    );
  }

  async #stage(stage: StageName, limits: StageLimits, options: RunOptions, content: StageContent) {
    if (!this.#frame) throw new Error('Docker has not passed its self-test.');
    const slot = this.#slots.take();
    try {
      const container = await startContainer(this.#frame, slot, limits, content);
      const ended = await watchStage(stage, container, limits, options);
      return { ...ended, artifact: container.artifact() };
    } finally {
      this.#slots.free(slot);
    }
  }

  /** @throws when something gets out, or what has to hold does not */
  async #selfTest(): Promise<EnforcedLimits> {
    const contained = await this.#try(CONTAINED);
    if (contained.result.stdout.trim() !== 'contained')
      throw new Error(`the self-test came out of the sandbox, or did not run: ${JSON.stringify(contained.result)}`);
    const { processes, memory, disk, cpus } = OVER_LIMITS;
    return limitsSeen({
      processes: await this.#try(processes.command, processes.limits),
      memory: await this.#try(memory.command, memory.limits),
      disk: await this.#try(disk.command, disk.limits),
      cpus: await this.#try(cpus.command, cpus.limits),
    });
  }

  #try(command: readonly string[], limits: Partial<StageLimits> = {}) {
    return this.#stage('run', { ...COMPILE_LIMITS, ...limits }, {}, trial(command));
  }
}

/** What the operator should know: of an engine that is not sound, and of languages that are in the image and not offered. */
export function warningOf(version: EngineVersion, silent: readonly string[]): { readonly warning?: string } {
  const missing = silent.length > 0 ? [`The image has ${silent.join(', ')}, which did not say a version.`] : [];
  const warnings = [...runcWarnings(version), ...missing];
  return warnings.length > 0 ? { warning: warnings.join(' ') } : {};
}

/** Of Debian's and Docker's versions alike the numbers count. */
function runcWarnings({ Components = [] }: EngineVersion): string[] {
  const runc = Components.find(({ Name }) => Name === 'runc')?.Version;
  const found = /^(\d+)\.(\d+)\.(\d+)/
    .exec(runc ?? '')
    ?.slice(1)
    .map(Number);
  if (!found) return [];
  const place = SOUND_RUNC.findIndex((number, index) => found[index] !== number);
  if (place < 0 || (found[place] ?? 0) > (SOUND_RUNC[place] ?? 0)) return [];
  return [`runc ${runc} has known ways out of a container: have ${SOUND_RUNC.join('.')} or later.`];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
