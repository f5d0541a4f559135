import { assertRunnable, InvalidRun, LEAST_LIMITS, lowered, RUN_LIMITS, type RunRequest } from './run-request.js';

const request = (more: Partial<RunRequest> = {}): RunRequest => ({
  id: '1',
  language: 'python',
  files: [{ path: 'main.py', content: '' }],
  ...more,
});
const files = (...paths: string[]) => request({ files: paths.map((path) => ({ path, content: '' })) });

describe('what may be run', () => {
  it.each(['main.py', 'shapes/square.py', 'été.txt', 'a b.txt', 'a-b_c.d.e', 'x'.repeat(90)])('a file "%s"', (path) =>
    expect(() => assertRunnable(files(path))).not.toThrow(),
  );

  it.each([
    ['nothing', []],
    ['no name', ['']],
    ['an absolute path', ['/etc/passwd']],
    ['a path upwards', ['../main.py']],
    ['a path upwards inside', ['a/../../b']],
    ['a hidden file', ['.profile']],
    ['an option', ['-o']],
    ['an option in a folder', ['a/-rf']],
    ['a backslash', ['a\\b']],
    ['a zero byte', ['a\0b']],
    ['an end of line', ['a\nb']],
    ['a folder', ['a/']],
    ['a long name', ['x'.repeat(91)]],
    ['a long name in bytes', ['é'.repeat(46)]],
    ['the same name twice', ['a', 'a']],
    ['a file that is a folder too', ['a', 'a/b']],
    ['too many files', Array.from({ length: 101 }, (_, index) => `f${index}`)],
  ])('no run with %s', (_title, paths) => expect(() => assertRunnable(files(...paths))).toThrow(InvalidRun));

  it.each([
    ['a megabyte of code and a byte', { files: [{ path: 'a', content: 'x'.repeat(1024 * 1024 + 1) }] }],
    ['a megabyte of input and a byte', { stdin: 'x'.repeat(1024 * 1024 + 1) }],
    ['65 arguments', { args: Array.from({ length: 65 }, () => 'a') }],
    ['8 kB of arguments and a byte', { args: ['x'.repeat(8 * 1024 + 1)] }],
    ['a zero byte in an argument', { args: ['a\0'] }],
  ])('no run with %s', (_title, more) => expect(() => assertRunnable(request(more))).toThrow(InvalidRun));

  it('may ask for lower limits, and gets no higher ones', () => {
    const limits = lowered(RUN_LIMITS, { wallMs: 1_000, memoryBytes: Number.MAX_SAFE_INTEGER, cpuMs: -1, cpus: NaN });
    expect(limits).toEqual({ ...RUN_LIMITS, wallMs: 1_000 });
  });

  it('gets what a sandbox needs at least', () => {
    const nothing = {
      wallMs: 0.5,
      cpuMs: 0.5,
      memoryBytes: 1,
      cpus: 0.001,
      processes: 1,
      outputBytes: 1,
      diskBytes: 0.5,
    };
    expect(lowered(RUN_LIMITS, nothing)).toEqual(LEAST_LIMITS);
    expect(lowered(RUN_LIMITS, { processes: 8.5, diskBytes: 2_000_000.5, cpus: 0.25 })).toEqual({
      ...RUN_LIMITS,
      processes: 8,
      diskBytes: 2_000_000,
      cpus: 0.25,
    });
  });
});
