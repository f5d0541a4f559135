import type { SandboxLanguage, SourceFile } from '../../kernel/run-request.js';
import { NODE, OUT } from './bwrap-arguments.js';

/** How one language is compiled and run by what Debian has. Nothing of it is read by a shell. */
export interface Toolchain {
  readonly language: SandboxLanguage;
  /** Of Debian, for what is missing. */
  readonly packages: readonly string[];
  /** What has to be there. */
  readonly programs: readonly string[];
  readonly version: { readonly command: readonly string[]; readonly pattern: RegExp };
  /** Compiles in the working folder to `/out`. */
  readonly compile: ((files: readonly SourceFile[]) => readonly string[]) | null;
  readonly run: (files: readonly SourceFile[], memoryBytes: number) => readonly string[];
  /** Comes before a program that is talked to, so that a question without an end of line is shown before its answer. */
  readonly unbuffered?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What the runtime says when it ends for want of memory before the kernel ends it. */
  readonly outOfMemory?: RegExp;
}

const MEBIBYTE = 1024 * 1024;
const OUT_PROGRAM = `${OUT}/main`;

const entry = (files: readonly SourceFile[]) => files[0]?.path ?? '';
const ending = (files: readonly SourceFile[], ...endings: string[]) => {
  const others = files.slice(1).filter(({ path }) => endings.some((one) => path.endsWith(one)));
  return [entry(files), ...others.map(({ path }) => path)];
};

export const TOOLCHAINS: readonly Toolchain[] = [
  {
    language: 'javascript',
    packages: [],
    programs: [],
    version: { command: [NODE, '--version'], pattern: /^v(\S+)/ },
    compile: null,
    run: (files, memoryBytes) => [NODE, `--max-old-space-size=${megabytes(memoryBytes, 0.5)}`, entry(files)],
    outOfMemory: /^FATAL ERROR: .*heap out of memory/m,
  },
  {
    language: 'python',
    packages: ['python3'],
    programs: ['/usr/bin/python3'],
    version: { command: ['/usr/bin/python3', '--version'], pattern: /Python (\S+)/ },
    compile: null,
    run: (files) => ['/usr/bin/python3', '-u', '-B', entry(files)],
  },
  {
    language: 'java',
    packages: ['default-jdk-headless'],
    programs: ['/usr/bin/java', '/usr/bin/javac'],
    version: { command: ['/usr/bin/java', '--version'], pattern: /^openjdk (\S+)/ },
    compile: (files) => [
      ...['/usr/bin/javac', '-J-Xmx256m', '-J-XX:+UseSerialGC', '-J-XX:TieredStopAtLevel=1', '-J-XX:-UsePerfData'],
      ...['-encoding', 'UTF-8', '-proc:none', '-d', OUT, ...ending(files, '.java')],
    ],
    run: (files, memoryBytes) => [
      ...['/usr/bin/java', `-Xmx${megabytes(memoryBytes, 0.5)}m`, '-Xss2m', '-XX:+UseSerialGC', '-XX:-UsePerfData'],
      ...['-XX:TieredStopAtLevel=1', '-XX:+ExitOnOutOfMemoryError', '-cp', OUT, mainClass(files)],
    ],
    outOfMemory: /OutOfMemoryError/,
  },
  {
    language: 'cpp',
    packages: ['g++'],
    programs: ['/usr/bin/g++'],
    version: { command: ['/usr/bin/g++', '-dumpfullversion'], pattern: /^(\S+)/ },
    compile: (files) => [
      ...['/usr/bin/g++', '-std=c++20', '-O1', '-pipe', '-o', OUT_PROGRAM],
      ...ending(files, '.cpp', '.cc', '.cxx'),
    ],
    run: () => [OUT_PROGRAM],
    // Of coreutils; `printf` fills a buffer otherwise.
    unbuffered: ['/usr/bin/stdbuf', '-o0'],
  },
  {
    language: 'csharp',
    packages: ['mono-mcs', 'mono-runtime'],
    programs: ['/usr/bin/mcs', '/usr/bin/mono'],
    version: { command: ['/usr/bin/mcs', '--version'], pattern: /version (\S+)/ },
    compile: (files) => ['/usr/bin/mcs', '-debug', `-out:${OUT_PROGRAM}.exe`, ...ending(files, '.cs')],
    run: () => ['/usr/bin/mono', '--debug', '-O=-inline', `${OUT_PROGRAM}.exe`],
  },
  {
    language: 'php',
    packages: ['php-cli'],
    programs: ['/usr/bin/php'],
    version: { command: ['/usr/bin/php', '--version'], pattern: /^PHP (\S+)/ },
    compile: null,
    run: (files) => ['/usr/bin/php', '-d', 'display_errors=stderr', '-d', 'log_errors=0', entry(files)],
    outOfMemory: /Allowed memory size of/,
  },
  {
    language: 'ruby',
    packages: ['ruby'],
    programs: ['/usr/bin/ruby'],
    version: { command: ['/usr/bin/ruby', '--version'], pattern: /^ruby (\S+)/ },
    compile: null,
    run: (files) => ['/usr/bin/ruby', '-I', '.', '-e', 'STDOUT.sync = true; load ARGV.shift', entry(files)],
  },
  {
    language: 'go',
    packages: ['golang-go'],
    programs: ['/usr/bin/go'],
    version: { command: ['/usr/bin/go', 'version'], pattern: /go(\d\S*)/ },
    compile: (files) => ['/usr/bin/go', 'build', '-o', OUT_PROGRAM, ...ending(files, '.go')],
    run: () => [OUT_PROGRAM],
    environment: { GOCACHE: '/tmp/go', GO111MODULE: 'off', CGO_ENABLED: '0', GOFLAGS: '-p=1', GOTELEMETRY: 'off' },
  },
  {
    language: 'rust',
    packages: ['rustc', 'gcc'],
    programs: ['/usr/bin/rustc', '/usr/bin/cc'],
    version: { command: ['/usr/bin/rustc', '--version'], pattern: /^rustc (\S+)/ },
    compile: (files) => ['/usr/bin/rustc', '--edition=2021', '-O', '-o', OUT_PROGRAM, entry(files)],
    run: () => [OUT_PROGRAM],
  },
];

function megabytes(bytes: number, part: number): number {
  return Math.max(8, Math.floor((bytes * part) / MEBIBYTE));
}

/** The class of the file, in the package that it names. */
function mainClass(files: readonly SourceFile[]): string {
  const [{ path, content } = { path: '', content: '' }] = files;
  const named = /^\s*package\s+([\w.]+)\s*;/m.exec(content)?.[1];
  const name =
    path
      .split('/')
      .at(-1)
      ?.replace(/\.java$/, '') ?? '';
  return named ? `${named}.${name}` : name;
}
