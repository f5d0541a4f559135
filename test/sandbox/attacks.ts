const MEGABYTE = 1024 * 1024;

export interface Attack {
  readonly title: string;
  readonly program: string;
  readonly limits?: object;
  readonly status: string | RegExp;
  readonly output?: RegExp;
}

export const python = `import os, sys, time, threading, mmap, subprocess, signal\n`;

/** Each ends as it says, and leaves nothing behind. */
export const ATTACKS: readonly Attack[] = [
  {
    title: 'a fork bomb',
    program: 'while True:\n  try: os.fork()\n  except OSError: pass',
    limits: { cpuMs: 300 },
    status: /^(time|memory)_limit$/,
  },
  {
    title: 'a fork bomb that ends well',
    program:
      'made = 0\ntry:\n  while True:\n    if os.fork() == 0: time.sleep(60)\n    made += 1\nexcept OSError: print(made)',
    status: 'ok',
    output: /^([1-9]|[1-5]\d|6[0-3])$/m,
  },
  {
    title: 'a thread bomb',
    program:
      'made = 0\ntry:\n  while True:\n    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n    made += 1\nexcept RuntimeError: print(made, flush=True)\nos._exit(0)',
    status: 'ok',
    output: /^([1-9]|[1-5]\d|6[0-3])$/m,
  },
  {
    title: 'memory by mmap',
    program: 'kept = mmap.mmap(-1, 1 << 30)\nfor page in range(0, 1 << 30, 4096): kept[page] = 1',
    limits: { memoryBytes: 64 * MEGABYTE },
    status: 'memory_limit',
  },
  {
    title: 'memory by heap',
    program: 'kept = []\nwhile True: kept.append(bytearray(b"x" * 1_000_000))',
    limits: { memoryBytes: 64 * MEGABYTE },
    status: 'memory_limit',
  },
  {
    title: 'memory by many children',
    program:
      'for one in range(8):\n  if os.fork() == 0:\n    kept = bytearray(b"x" * 20_000_000)\n    time.sleep(60)\ntime.sleep(60)',
    limits: { memoryBytes: 64 * MEGABYTE },
    status: 'memory_limit',
  },
  {
    title: 'sleep',
    program: 'time.sleep(60)',
    limits: { wallMs: 400 },
    status: 'time_limit',
  },
  {
    title: 'a busy loop in children',
    program: 'for one in range(3):\n  if os.fork() == 0:\n    while True: pass\ntime.sleep(60)',
    limits: { cpuMs: 300 },
    status: 'time_limit',
  },
  {
    title: 'signals that are ignored',
    program: 'for one in (1, 2, 3, 15): signal.signal(one, signal.SIG_IGN)\ntime.sleep(60)',
    limits: { wallMs: 400 },
    status: 'time_limit',
  },
  {
    title: 'whoever looks for what the sandbox would say if it had failed, and says that',
    program: `found = set()
for one in filter(str.isdigit, os.listdir('/proc')):
  for name in ('cmdline', 'environ'):
    try: found.update(open(f'/proc/{one}/{name}', errors='replace').read().split('\\0'))
    except OSError: pass
for word in found: print(f'{word} not handed over', file=sys.stderr, flush=True)
os._exit(125)`,
    status: 'runtime_error',
  },
  {
    title: 'endless output',
    program: 'while True: print("x" * 1000)',
    status: 'output_limit',
    output: /^(x{1000}\n){60}/,
  },
  {
    title: 'endless errors with the output closed',
    program: 'os.close(1)\nwhile True: sys.stderr.write("x" * 1000)',
    status: 'output_limit',
  },
  { title: 'a closed output', program: 'os.close(1)\nos.close(2)\ntime.sleep(0.1)\nos._exit(0)', status: 'ok' },
  {
    title: 'a daemon that outlives its program',
    program: `if os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n    time.sleep(300)\n  os._exit(0)\nsubprocess.Popen(['/bin/sleep', '300'], start_new_session=True)\nprint('gone')`,
    status: 'ok',
    output: /^gone$/m,
  },
  {
    title: 'zombies',
    program: 'for one in range(30):\n  if os.fork() == 0: os._exit(0)\ntime.sleep(0.1)',
    status: 'ok',
  },
  {
    title: 'kill(-1)',
    program: `if os.fork() == 0: time.sleep(60)\nos.kill(-1, signal.SIGKILL)\nprint('alone')`,
    status: 'ok',
    output: /^alone$/m,
  },
  {
    title: 'a killed first process',
    program: `os.kill(1, signal.SIGKILL)\ntime.sleep(0.2)\nprint('still here')`,
    status: 'ok',
    output: /^still here$/m,
  },
  {
    title: 'a program that crashes',
    program: 'os.kill(os.getpid(), signal.SIGSEGV)',
    status: 'runtime_error',
  },
];

export const COMPILED = [
  {
    title: 'the passwords as a header',
    program: '#include "/etc/shadow"\nint main() {}',
    status: /^compile_error$/,
    output: /No such file|Permission denied/,
  },
  {
    title: 'the passwords in a binary',
    program: 'asm(".incbin \\"/etc/shadow\\"");\nint main() {}',
    status: /^compile_error$/,
    output: /file not found/,
  },
  {
    title: 'a file that includes itself',
    program: '#include __FILE__\n#include __FILE__\nint main() {}',
    status: /^(compile_error|output_limit)$/,
    output: /nested/,
  },
  {
    title: 'a header without end',
    program: '#include "/dev/zero"\nint main() {}',
    status: /^(compile_error|memory_limit|time_limit)$/,
    output: /(?:)/,
  },
];
