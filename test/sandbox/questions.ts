/**
 * What a program asks of the kernel and of the machine, in one run: bodies of Python functions, each in a process of its
 * own, with what each has to come to: an errno, a signal, the name of an exception or a value.
 */
export interface Question {
  readonly title: string;
  readonly body: string;
  readonly answer: string | RegExp;
}

/** What runs on the host and must not be found. */
export interface Bait {
  readonly port: number;
  readonly socketPath: string;
  readonly abstractName: string;
  readonly projectFolder: string;
}

const NOT_FOUND = 'ENOENT';
const READ_ONLY = /^(EROFS|EACCES|EPERM)$/;

const asked = (title: string, body: string, answer: string | RegExp): Question => ({ title, body, answer });

export function questions({ port, socketPath, abstractName, projectFolder }: Bait): Question[] {
  return [
    asked('a TCP connection to this machine', `connect(AF_INET, STREAM, ('127.0.0.1', ${port}))`, 'ECONNREFUSED'),
    asked('a TCP connection to elsewhere', `connect(AF_INET, STREAM, ('192.0.2.1', 80))`, 'ENETUNREACH'),
    asked('a datagram', `socket.socket(AF_INET, DGRAM).sendto(b'x', ('192.0.2.1', 53))`, 'ENETUNREACH'),
    asked('a name', `socket.getaddrinfo('example.com', 80)`, 'gaierror'),
    asked('a unix socket', `connect(AF_UNIX, STREAM, '${socketPath}')`, NOT_FOUND),
    asked('an abstract socket', `connect(AF_UNIX, STREAM, b'\\0${abstractName}'.ljust(108, b'\\0'))`, 'ECONNREFUSED'),
    asked('a socket of AF_VSOCK', 'socket.socket(40, STREAM)', 'EAFNOSUPPORT'),
    asked('a socket of netlink', 'socket.socket(16, socket.SOCK_RAW)', 'EAFNOSUPPORT'),
    asked('a socket of packets', 'socket.socket(17, socket.SOCK_RAW)', 'EAFNOSUPPORT'),
    asked('a socket of AF_ALG', 'socket.socket(38, socket.SOCK_SEQPACKET)', 'EAFNOSUPPORT'),
    asked('a raw socket', 'socket.socket(AF_INET, socket.SOCK_RAW, 1)', 'EPERM'),

    asked('the accounts', `open('/etc/passwd').read()`, NOT_FOUND),
    asked('the passwords', `open('/etc/shadow').read()`, NOT_FOUND),
    asked('the home of root', `os.listdir('/root')`, NOT_FOUND),
    asked('the code of Lyceum', `os.listdir('${projectFolder}')`, NOT_FOUND),
    asked('a link to the accounts', `os.symlink('/etc/passwd', '/tmp/l'); return open('/tmp/l').read()`, NOT_FOUND),
    asked('a hard link to a program', `os.link('/usr/bin/id', '/tmp/id')`, 'EXDEV'),
    asked('the host by /proc/1/root', `os.listdir('/proc/1/root/etc').count('passwd')`, '0'),
    asked('the environment of the first process', `open('/proc/1/environ').read()`, /^(PWD=\/\0)?$/),
    asked('the arguments of the first process', `'ro-bind' in open('/proc/1/cmdline').read()`, 'False'),
    asked(
      'the environment',
      `sorted(set(os.environ) - {'HOME', 'LANG', 'PATH', 'TMPDIR', 'USER', 'PWD', 'OLDPWD'})`,
      /^\['?(LC_CTYPE)?'?\]$/,
    ),
    asked('other processes', `max(int(one) for one in os.listdir('/proc') if one.isdigit()) < 500`, 'True'),
    asked('inherited descriptors', 'inherited()', '[]'),
    asked('the memory of the kernel', `open('/proc/kcore', 'rb').read(1)`, /^(EACCES|EPERM|ENOENT)$/),
    asked('the settings of the kernel', `open('/proc/sys/kernel/core_pattern', 'w')`, READ_ONLY),
    asked('the magic keys', `open('/proc/sysrq-trigger', 'w')`, /^(EROFS|EACCES|EPERM|ENOENT)$/),
    asked('a file in /', `open('/x', 'w')`, READ_ONLY),
    asked('a file in /dev', `open('/dev/x', 'w')`, READ_ONLY),
    asked('a file in /usr', `open('/usr/x', 'w')`, READ_ONLY),
    asked('a device', `os.mknod('/tmp/sda', 0o60666, os.makedev(8, 0))`, 'EPERM'),
    asked('the terminal', `open('/dev/tty')`, 'ENXIO'),
    asked('words typed into the terminal', `fcntl.ioctl(0, 0x5412, b'x')`, 'EPERM'),
    asked('a terminal of its own', 'os.openpty()', 'ENOENT'),
    asked('to be root', 'os.setuid(0)', /^(EPERM|EINVAL)$/),
    asked('groups', 'os.setgroups([0])', 'EPERM'),
    asked('a setuid program', 'setuid_program()', '1000'),
    asked('setuid programs of the system', `os.statvfs('/usr').f_flag & os.ST_NOSUID`, '2'),
    asked('another host name', `socket.sethostname('x')`, 'EPERM'),
    asked('a higher limit of processes', 'resource.setrlimit(resource.RLIMIT_NPROC, (1000, 1000))', 'ValueError'),
    asked('files until the folders are full', 'fill()', /^\[(ENOSPC|EFBIG|'ENOSPC'|'EFBIG'|, )+\]$/),
    ...(process.arch === 'x64' ? systemCalls() : []),
  ];
}

/** By their numbers, which the C library would not always try. */
function systemCalls(): Question[] {
  const refused = {
    io_uring_setup: '425, 8, bytes(120)',
    io_setup: '206, 128, bytes(8)',
    keyctl: '250, 0, -3, 1',
    add_key: '248, b"user", b"x", b"x", 1, -3',
    bpf: '321, 0, bytes(72), 72',
    ptrace: '101, 0, 0, 0, 0',
    process_vm_readv: '310, 1, 0, 0, 0, 0, 0',
    mount: '165, b"none", b"/tmp", b"tmpfs", 0, 0',
    fsopen: '430, b"tmpfs", 0',
    'umount of /usr': '166, b"/usr", 2',
    pivot_root: '155, b"/tmp", b"/tmp"',
    chroot: '161, b"/tmp"',
    'unshare of users': '272, 0x10000000',
    setns: '308, 0, 0',
    'clone of users': '56, 0x10000011, 0, 0, 0, 0',
    memfd_create: '319, b"x", 0',
    shmget: '29, 0, 1 << 20, 0o1600',
    msgget: '68, 0, 0o1600',
    userfaultfd: '323, 0',
    perf_event_open: '298, bytes(128), 0, -1, -1, 0',
    open_by_handle_at: '304, -100, bytes(32), 0',
    personality: '135, 0x40000',
    'TIOCSTI with high bits': '16, 0, 0x5412 | (1 << 32), b"x"',
  };
  return [
    ...Object.entries(refused).map(([title, call]) => asked(title, `call(${call})`, 'EPERM')),
    asked('clone3', 'call(435, bytes(88), 88)', 'ENOSYS'),
    asked('a call of x32', 'call(0x40000000 | 39)', 'signal 31'),
    asked('a call of 32 bits', 'call_by_interrupt()', 'signal 31'),
  ];
}

/** Prints the answers as JSON, by title. */
export function asking(all: readonly Question[]): string {
  const functions = all.map(({ title, body }) => {
    const lines = body.split('; ');
    const last = lines.at(-1) ?? '';
    return [
      `def ask():`,
      ...lines.slice(0, -1).map((line) => `    ${line}`),
      `    ${last.startsWith('return') ? last : `return ${last}`}`,
      `answers[${JSON.stringify(title)}] = answer(ask)`,
    ].join('\n');
  });
  return `${HELPERS}\n${functions.join('\n')}\nprint(json.dumps(answers))`;
}

const HELPERS = `
import ctypes, errno, fcntl, json, mmap, os, resource, shutil, socket, subprocess, sys
from socket import AF_INET, AF_UNIX, SOCK_STREAM as STREAM, SOCK_DGRAM as DGRAM
libc = ctypes.CDLL(None, use_errno=True)
answers = {}
def call(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(one) if isinstance(one, int) else one for one in arguments))
    if result == -1: raise OSError(ctypes.get_errno(), 'refused')
    return result
def connect(family, kind, address):
    with socket.socket(family, kind) as one:
        one.settimeout(2)
        one.connect(address)
def inherited():
    names = [os.readlink(f'/proc/self/fd/{one}') for one in os.listdir('/proc/self/fd') if int(one) > 2 and os.path.exists(f'/proc/self/fd/{one}')]
    return [name for name in names if name != '/dev/null' and not name.startswith(('/proc/', 'pipe:'))]
def setuid_program():
    shutil.copy('/usr/bin/id', '/tmp/setuid')
    os.chmod('/tmp/setuid', 0o6755)
    return subprocess.run(['/tmp/setuid', '-u'], capture_output=True, text=True).stdout.strip()
def fill():
    found = []
    for folder in ['/tmp', '/work', '/out', '/dev/shm']:
        try:
            for number in range(40):
                with open(f'{folder}/full{number}', 'wb') as file: file.write(bytes(1_000_000))
            found.append('never')
        except OSError as error: found.append(errno.errorcode[error.errno])
        for number in range(40):
            if os.path.exists(f'{folder}/full{number}'): os.unlink(f'{folder}/full{number}')
    return found
def call_by_interrupt():
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b'\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3')
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
def answer(ask):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try: said = str(ask())
        except OSError as error: said = errno.errorcode.get(error.errno, type(error).__name__) if not isinstance(error, socket.gaierror) else 'gaierror'
        except BaseException as error: said = type(error).__name__
        os.write(writer, said[:2000].encode())
        os._exit(0)
    os.close(writer)
    said = open(reader, 'rb').read().decode()
    status = os.waitpid(child, 0)[1]
    return f'signal {os.WTERMSIG(status)}' if os.WIFSIGNALED(status) else said
`;
