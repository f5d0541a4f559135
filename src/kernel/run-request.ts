import { PROGRAMMING_LANGUAGES } from './programming-languages.js';

/** The languages that rooms know; which of them run is for the drivers of a machine to say. */
export const SANDBOX_LANGUAGES = PROGRAMMING_LANGUAGES;
export type SandboxLanguage = (typeof SANDBOX_LANGUAGES)[number];

export interface SourceFile {
  /** Relative to the working folder, with `/`. */
  readonly path: string;
  readonly content: string;
}

export interface StageLimits {
  readonly wallMs: number;
  /** Of all processes of the stage together. */
  readonly cpuMs: number;
  readonly memoryBytes: number;
  /** Processors at a time, in fractions. */
  readonly cpus: number;
  /** Processes and threads. */
  readonly processes: number;
  /** Of both streams together. */
  readonly outputBytes: number;
  /** Of each folder that can be written. */
  readonly diskBytes: number;
}

/** How a limit holds: by the kernel or the machine itself, by looking every few milliseconds, or not at all. */
export type Enforcement = 'enforced' | 'polled' | 'none';

export type EnforcedLimits = Readonly<Record<Exclude<keyof StageLimits, 'outputBytes' | 'wallMs'>, Enforcement>>;

const MEBIBYTE = 1024 * 1024;

export const RUN_LIMITS: StageLimits = {
  wallMs: 5_000,
  cpuMs: 3_000,
  memoryBytes: 128 * MEBIBYTE,
  cpus: 0.5,
  processes: 64,
  outputBytes: 64 * 1024,
  diskBytes: 32 * MEBIBYTE,
};

/** Of programs that somebody talks to: they wait for people, without using a processor. */
export const INTERACTIVE_LIMITS: StageLimits = { ...RUN_LIMITS, wallMs: 120_000 };

/** With less, nothing starts: interpreters need memory, and a sandbox some processes. */
export const LEAST_LIMITS = {
  wallMs: 1,
  cpuMs: 1,
  memoryBytes: 32 * MEBIBYTE,
  cpus: 0.05,
  processes: 8,
  outputBytes: 1,
  diskBytes: MEBIBYTE,
} as const satisfies StageLimits;

/** Compilers need more than what they compile. */
export const COMPILE_LIMITS: StageLimits = {
  wallMs: 20_000,
  cpuMs: 20_000,
  memoryBytes: 512 * MEBIBYTE,
  cpus: 1,
  processes: 64,
  outputBytes: 64 * 1024,
  diskBytes: 128 * MEBIBYTE,
};

export interface RunRequest {
  readonly id: string;
  readonly language: SandboxLanguage;
  /** The first one is what runs; the others stand beside it. */
  readonly files: readonly SourceFile[];
  readonly args?: readonly string[];
  /** The whole standard input; what comes while it runs is `RunOptions.input`. */
  readonly stdin?: string;
  /** May only lower what the sandbox allows. */
  readonly limits?: Partial<StageLimits>;
}

/** A request that no driver takes; the message is for the person who sent it. */
export class InvalidRun extends Error {}

export const MAX_FILES = 100;
export const MAX_SOURCE_BYTES = MEBIBYTE;
export const MAX_STDIN_BYTES = MEBIBYTE;
/** Of what is typed while it runs; each message counts some more. */
export const MAX_TYPED_BYTES = MEBIBYTE / 4;
export const MAX_ARGS = 64;
const MAX_ARG_BYTES = 8 * 1024;

/** What a tar header holds, less the folder that it is put into. */
export const MAX_PATH_BYTES = 90;

/** No segment begins with a dot or a dash, so that a path is never an option, a parent or a hidden file of a tool. */
const PATH = /^[\p{L}\p{N}_][\p{L}\p{N}_. -]*(\/[\p{L}\p{N}_][\p{L}\p{N}_. -]*)*$/u;

/** Whether a file of a program may be called so. */
export function isProgramPath(path: string): boolean {
  return PATH.test(path) && Buffer.byteLength(path) <= MAX_PATH_BYTES;
}

/** @throws {InvalidRun} */
export function assertRunnable({ files, args = [], stdin = '' }: RunRequest): void {
  if (files.length === 0) throw new InvalidRun('There is no file to run.');
  if (files.length > MAX_FILES) throw new InvalidRun(`A run has at most ${MAX_FILES} files.`);
  assertPaths(files.map(({ path }) => path));
  const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes > MAX_SOURCE_BYTES) throw new InvalidRun(`The files have more than ${MAX_SOURCE_BYTES} bytes together.`);
  if (Buffer.byteLength(stdin) > MAX_STDIN_BYTES)
    throw new InvalidRun(`The input has more than ${MAX_STDIN_BYTES} bytes.`);
  if (args.length > MAX_ARGS || Buffer.byteLength(args.join(' ')) > MAX_ARG_BYTES)
    throw new InvalidRun(`A run has at most ${MAX_ARGS} arguments of ${MAX_ARG_BYTES} bytes together.`);
  if (args.some((arg) => arg.includes('\0'))) throw new InvalidRun('An argument has no zero byte.');
}

function assertPaths(paths: readonly string[]): void {
  const seen = new Set<string>();
  for (const path of paths) {
    if (!isProgramPath(path)) throw new InvalidRun(`"${path.slice(0, MAX_PATH_BYTES)}" is not the name of a file.`);
    if (seen.has(path)) throw new InvalidRun(`"${path}" is there twice.`);
    seen.add(path);
  }
  for (const path of paths)
    for (const folder of foldersOf(path))
      if (seen.has(folder)) throw new InvalidRun(`"${folder}" is a file and a folder.`);
}

function foldersOf(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** Limits that a request lowers; what it does not say, or would raise, stays. */
export function lowered(ceiling: StageLimits, wanted: Partial<StageLimits> = {}): StageLimits {
  const lower = (name: keyof StageLimits) => {
    const given = positive(wanted[name]);
    if (given === null) return ceiling[name];
    const whole = name === 'cpus' ? given : Math.floor(given);
    return Math.min(ceiling[name], Math.max(whole, LEAST_LIMITS[name]));
  };
  return {
    wallMs: lower('wallMs'),
    cpuMs: lower('cpuMs'),
    memoryBytes: lower('memoryBytes'),
    cpus: lower('cpus'),
    processes: lower('processes'),
    outputBytes: lower('outputBytes'),
    diskBytes: lower('diskBytes'),
  };
}

function positive(value: number | undefined): number | null {
  return value !== undefined && value > 0 ? value : null;
}
