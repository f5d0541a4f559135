import type { Readable } from 'node:stream';
import { lowered, type RunRequest, type SourceFile, type StageLimits } from '../kernel/run-request.js';
import type { DriverName, RunResult, StageName, StageResult } from '../kernel/run-result.js';
import { archiveOf } from './bwrap/archive.js';
import { type Toolchain, TOOLCHAINS } from './bwrap/toolchains.js';
import { ceilingOf, type RunOptions } from './driver.js';
import type { EndedStage } from './stage.js';
import { statusOf } from './status.js';

/** What a sandbox of one stage is given. */
export interface StageContent {
  /** `converse`: its input comes while it runs. */
  readonly kind: 'compile' | 'converse' | 'run';
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Tar archives: of `work/…` and `tmp/stdin`, and of what was compiled. */
  readonly files: Buffer;
  readonly artifact: Buffer;
  readonly input: Readable | null;
}

/** @returns what a compiler left, too; null when it was too much */
export type StageRunner = (
  stage: StageName,
  limits: StageLimits,
  options: RunOptions,
  content: StageContent,
) => Promise<EndedStage & { readonly artifact: Buffer | null }>;

export interface Ceilings {
  readonly run: StageLimits;
  readonly compile: StageLimits;
}

export const NOTHING = archiveOf([]);

/** Compiles and runs by what Debian has, each in a sandbox of its own. */
export async function runWithToolchain(
  driver: DriverName,
  request: RunRequest,
  version: string,
  options: RunOptions,
  ceilings: Ceilings,
  stage: StageRunner,
): Promise<RunResult> {
  const toolchain = TOOLCHAINS.find(({ language }) => language === request.language);
  if (!toolchain) throw new Error(`There are no tools for ${request.language}.`);
  const limits = lowered(ceilingOf(ceilings.run, options), request.limits);
  const about = { id: request.id, language: request.language, version, driver, limits } as const;
  let artifact: Buffer = NOTHING;
  let compile: StageResult | null = null;
  if (toolchain.compile) {
    const command = toolchain.compile(request.files);
    const ended = await compiled(toolchain, command, request.files, options, ceilings.compile, stage);
    compile = ended.result;
    const status = statusOf(ended.end, compile, 'compile');
    if (status !== 'ok') return { ...about, status, compile, run: null };
    artifact = ended.artifact;
  }
  if (!fit(request, artifact, limits)) return { ...about, status: 'runtime_error', compile, run: TOO_LARGE };
  const { end, result } = await stage('run', limits, options, {
    kind: options.input ? 'converse' : 'run',
    command: [
      ...(options.input ? (toolchain.unbuffered ?? []) : []),
      ...toolchain.run(request.files, limits.memoryBytes),
      ...(request.args ?? []),
    ],
    environment: toolchain.environment ?? {},
    files: archiveOf([...inWork(request.files), { path: 'tmp/stdin', content: request.stdin ?? '' }]),
    artifact,
    input: options.input ?? null,
  });
  const starved = end === 'exited' && result.exitCode !== 0 && toolchain.outOfMemory?.test(result.stderr);
  return { ...about, status: statusOf(starved ? 'memory_limit' : end, result, 'run'), compile, run: result };
}

const PAGE_BYTES = 4096;

/** Whether what a program begins with fits into its folders, as memory counts it. */
function fit({ files, stdin = '' }: RunRequest, artifact: Buffer, { diskBytes }: StageLimits): boolean {
  const sizeOf = (text: string) => Math.ceil(Buffer.byteLength(text) / PAGE_BYTES) * PAGE_BYTES;
  const sources = files.reduce((sum, { content }) => sum + sizeOf(content), 0);
  return Math.max(sources, sizeOf(stdin), artifact.length) <= diskBytes;
}

/** As of a program that never began. */
const TOO_LARGE: StageResult = {
  ...{
    stdout: '',
    stderr: 'The program and its input are too large for the disk that it may use.\n',
    truncated: false,
  },
  ...{ exitCode: null, signal: null, wallMs: 0, cpuMs: 0, memoryBytes: null },
};

async function compiled(
  { environment = {} }: Toolchain,
  command: readonly string[],
  files: readonly SourceFile[],
  options: RunOptions,
  limits: StageLimits,
  stage: StageRunner,
): Promise<EndedStage & { readonly artifact: Buffer }> {
  const content = {
    kind: 'compile',
    command,
    environment,
    files: archiveOf(inWork(files)),
    artifact: NOTHING,
  } as const;
  const ended = await stage('compile', limits, options, { ...content, input: null });
  if (ended.artifact !== null) return { ...ended, artifact: ended.artifact };
  const stderr = `${ended.result.stderr}What was compiled is too large to be run.\n`;
  return { end: 'exited', result: { ...ended.result, exitCode: 1, stderr }, artifact: NOTHING };
}

/** What a self-test runs: a command of ours, with nothing beside it. */
export function trial(command: readonly string[]): StageContent {
  const files = archiveOf([{ path: 'tmp/stdin', content: '' }]);
  return { kind: 'run', command, environment: {}, files, artifact: NOTHING, input: null };
}

function inWork(files: readonly SourceFile[]): SourceFile[] {
  return files.map(({ path, content }) => ({ path: `work/${path}`, content }));
}
