import { RUN_LIMITS } from '../../src/kernel/run-request.js';
import { WasmDriver } from '../../src/sandbox/wasm/wasm.driver.js';
import { driversOfThisMachine, leftBehind, uniqueWord } from './machine.js';

const drivers = await driversOfThisMachine('wasm');

interface Attack {
  readonly title: string;
  readonly language: 'javascript' | 'python';
  readonly program: string;
  readonly limits?: object;
  readonly status: string;
}

/** What QuickJS is asked for; every line prints `refused` or what it got. */
const ESCAPES = `
const tried = {
  'a constructor of the host': () => console.log.constructor('return typeof fetch + typeof WebAssembly + typeof Deno + typeof Buffer')(),
  'the process of the host': () => typeof process.binding + typeof process.mainModule + typeof process.kill + typeof process.dlopen,
  'a module of Node.js': () => require('child_process'),
  'another module of Node.js': () => require('node:worker_threads'),
  'a file above': () => require('../../../../etc/passwd'),
  'a file of the host': () => require('fs').readFileSync('/etc/passwd', 'utf8'),
  'the environment of the host': () => require('fs').readFileSync('/proc/self/environ', 'utf8'),
  'the functions behind the prelude': () => typeof host,
  'a stack of the host': () => String(new Error().stack).includes('/'),
  'a prepared stack': () => { Error.prepareStackTrace = (_, calls) => calls; return typeof new Error().stack[0]?.getThis; },
  'a getter on what goes to the host': () => { let called = 0; console.log({ get secret() { called++; return 1; } }); return called > 9; },
  'polluted prototypes': () => { Object.prototype.env = { secret: 1 }; Array.prototype.toJSON = () => { throw 1; }; return typeof process.env.secret; },
};
const answers = {};
for (const [title, attempt] of Object.entries(tried)) try { answers[title] = String(attempt()); } catch (error) { answers[title] = 'refused'; }
delete Array.prototype.toJSON;
console.log(JSON.stringify(answers));`;

/** The same of CPython. */
const PYTHON_ESCAPES = `
import os, sys, json
def read(path): return open(path).read()
def module(name): return __import__(name)
def connect():
    import socket
    socket.create_connection(('127.0.0.1', 5432), 1)
def thread():
    import threading
    threading.Thread(target=print).start()
tried = {
    'the module js': lambda: module('js'), 'pyodide': lambda: module('pyodide'), 'ctypes': lambda: module('ctypes'),
    'a connection': connect, 'a thread': thread,
    'a command': lambda: os.system('id'), 'a process': lambda: __import__('subprocess').run(['id']), 'fork': lambda: os.fork(),
    'the accounts': lambda: read('/etc/passwd'), 'the environment of the host': lambda: read('/proc/self/environ'),
    'the environment': lambda: json.dumps(dict(os.environ)), 'the folders': lambda: os.listdir('/etc'),
    'a written file': lambda: open('/tmp/x', 'w'), 'a written file here': lambda: open('x', 'w'),
    'the request': lambda: os.read(3, 10), 'the report': lambda: os.write(4, b'{"memoryBytes":1}'), 'another descriptor': lambda: os.fstat(5),
    'a link': lambda: os.symlink('/etc/passwd', 'l'), 'a duplicate': lambda: os.dup(4),
}
answers = {}
for title, attempt in tried.items():
    try: answers[title] = str(attempt())
    except BaseException as error: answers[title] = 'refused'
print(json.dumps(answers))`;

const ATTACKS: readonly Attack[] = [
  {
    title: 'a long join, which QuickJS does not interrupt',
    language: 'javascript',
    program: 'new Array(1e9) + ""',
    limits: { cpuMs: 400 },
    status: 'time_limit',
  },
  {
    title: 'an expression that takes for ever',
    language: 'javascript',
    program: '/^(a+)+$/.test("a".repeat(40) + "b")',
    limits: { cpuMs: 300 },
    status: 'time_limit',
  },
  {
    title: 'promises without end',
    language: 'javascript',
    program: '(async () => { for (;;) await null; })()',
    limits: { cpuMs: 300 },
    status: 'time_limit',
  },
  {
    title: 'a timer without end',
    language: 'javascript',
    program: 'setInterval(() => 0, 1e9)',
    limits: { wallMs: 2_000 },
    status: 'time_limit',
  },
  {
    title: 'endless recursion',
    language: 'javascript',
    program: '(function again() { again(); })()',
    status: 'runtime_error',
  },
  {
    title: 'a buffer of a gigabyte',
    language: 'javascript',
    program: 'for (const kept = [];;) kept.push(new Uint8Array(8e6).fill(1))',
    status: 'memory_limit',
  },
  {
    title: 'a name of twelve megabytes, for the host to take apart',
    language: 'javascript',
    program: "import('./' + 'a/'.repeat(6e6) + 'x').catch((error) => { console.log(error.message.length); })",
    status: 'ok',
  },
  {
    title: 'endless output',
    language: 'javascript',
    program: 'for (;;) console.log("x".repeat(1000))',
    status: 'output_limit',
  },
  {
    title: 'endless errors',
    language: 'python',
    program: 'import sys\nwhile True: sys.stderr.write("x" * 1000)',
    status: 'output_limit',
  },
  {
    title: 'sleep',
    language: 'python',
    program: 'import time\ntime.sleep(1000)',
    limits: { wallMs: 4_000 },
    status: 'time_limit',
  },
];

describe.each(drivers)('attacks on $title', (tested) => {
  it('enforces its limits', () => {
    expect(tested.languages).toEqual(['javascript', 'python']);
    expect(tested.probe.limits).toMatchObject({
      memoryBytes: 'enforced',
      processes: 'enforced',
      diskBytes: 'enforced',
    });
  });

  it.each(ATTACKS)('contain $title', async ({ language, program, limits, status }) => {
    const word = uniqueWord();
    expect((await tested.run(language, program, { args: [word], limits })).status).toBe(status);
    expect(leftBehind(word)).toEqual([]);
  });

  it('give JavaScript nothing of the host', async () => {
    const { status, run } = await tested.run('javascript', ESCAPES);
    expect([status, run?.stderr]).toEqual(['ok', '']);
    const undefinedTimes = (count: number) => 'undefined'.repeat(count);
    expect(JSON.parse(run!.stdout.split('\n').at(-2)!)).toEqual({
      'a constructor of the host': undefinedTimes(4),
      'the process of the host': undefinedTimes(4),
      'a module of Node.js': 'refused',
      'another module of Node.js': 'refused',
      'a file above': 'refused',
      'a file of the host': 'refused',
      'the environment of the host': 'refused',
      'the functions behind the prelude': 'undefined',
      'a stack of the host': 'false',
      'a prepared stack': 'undefined',
      'a getter on what goes to the host': 'false',
      'polluted prototypes': 'undefined',
    });
  });

  it('give Python nothing of the host', async () => {
    const { status, run } = await tested.run('python', PYTHON_ESCAPES);
    expect([status, run?.stderr]).toEqual(['ok', '']);
    const { 'the environment': environment, ...answers } = JSON.parse(run!.stdout) as Record<string, string>;
    expect(environment).toBe('{}');
    expect(Object.entries(answers).filter(([, answer]) => answer !== 'refused')).toEqual([]);
    expect(run?.memoryBytes).toBeGreaterThan(1_000_000);
  });

  // 16 MB in all, which is less than Node.js itself takes.
  it('end when the process of the interpreter takes too much memory', async () => {
    const driver = new WasmDriver(RUN_LIMITS, -48 * 1024 * 1024);
    const files = [{ path: 'main.js', content: 'for (;;);' }];
    const { status, run } = await driver.run({ id: '1', language: 'javascript', files }, 'tested', {});
    expect([status, run?.stdout]).toEqual(['memory_limit', '']);
  });

  it('end with a run that is cancelled', async () => {
    const stop = new AbortController();
    const options = { signal: stop.signal, onOutput: () => stop.abort() };
    const ran = await tested.run('javascript', 'console.log("up"); for (;;);', {}, options);
    expect([ran.status, ran.run?.stdout]).toEqual(['cancelled', 'up\n']);
  });
});
