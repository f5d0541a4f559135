import { seccompFilter, seccompProfile } from './seccomp.js';

const X64 = 0xc000003e;
const I386 = 0x40000003;

describe('the filter of system calls', () => {
  const call = (number: number, args: readonly number[] = [], architecture = X64) =>
    answerOf(seccompFilter('x64')!, { number, architecture, args });

  it.each([
    ['read', 0, []],
    ['mmap', 9, []],
    ['a socket of IPv4', 41, [2, 1, 0]],
    ['a socket of IPv6', 41, [10, 1, 0]],
    ['a unix socket', 41, [1, 1, 0]],
    ['a pair of unix sockets', 53, [1, 1, 0]],
    ['a thread', 56, [0x3d0f00]],
    ['fork', 57, []],
    ['ioctl FIONREAD', 16, [0, 0x541b]],
    ['execve', 59, []],
  ])('lets %s pass', (_title, number, args) => expect(call(number, args)).toBe('allow'));

  it.each([
    ['io_uring_setup', 425, [], 'errno 1'],
    ['keyctl', 250, [], 'errno 1'],
    ['bpf', 321, [], 'errno 1'],
    ['ptrace', 101, [], 'errno 1'],
    ['mount', 165, [], 'errno 1'],
    ['unshare', 272, [], 'errno 1'],
    ['memfd_create', 319, [], 'errno 1'],
    ['shmget', 29, [], 'errno 1'],
    ['a socket of AF_VSOCK', 41, [40, 1, 0], 'errno 97'],
    ['a socket of netlink', 41, [16, 3, 0], 'errno 97'],
    ['a socket of packets', 41, [17, 3, 0], 'errno 97'],
    ['a socket of AF_ALG', 41, [38, 5, 0], 'errno 97'],
    ['a clone into a user namespace', 56, [0x10000011], 'errno 1'],
    ['clone3, whose flags are out of sight', 435, [], 'errno 38'],
    ['TIOCSTI', 16, [0, 0x5412], 'errno 1'],
    ['TIOCLINUX', 16, [0, 0x541c], 'errno 1'],
  ])('refuses %s', (_title, number, args, answer) => expect(call(number, args)).toBe(answer));

  it('ends who calls by the numbers of another architecture', () => {
    expect(call(11, [], I386)).toBe('kill');
    expect(call(0x40000000 + 39)).toBe('kill');
  });

  it('knows the numbers of arm64, and no other architecture', () => {
    const arm64 = (number: number, args: readonly number[]) =>
      answerOf(seccompFilter('arm64')!, { number, architecture: 0xc00000b7, args });
    expect(arm64(198, [40])).toBe('errno 97');
    expect(arm64(117, [])).toBe('errno 1');
    expect(arm64(63, [])).toBe('allow');
    expect(seccompFilter('s390x')).toBeNull();
  });
});

describe('the same as a profile of container engines', () => {
  interface Rule {
    readonly names: readonly string[];
    readonly errnoRet: number;
    readonly args: readonly { index: number; value: number; valueTwo?: number; op: string }[];
  }
  const { defaultAction, architectures, syscalls } = seccompProfile('x64') as {
    defaultAction: string;
    architectures: string[];
    syscalls: Rule[];
  };
  /** As libseccomp answers it: the rules of one call are alternatives, with arguments of 64 bits. */
  const answer = (name: string, args: readonly bigint[] = []) => {
    const rule = syscalls.find(
      ({ names, args: compared }) =>
        names.includes(name) &&
        compared.every(({ index, value, valueTwo = 0, op }) =>
          op === 'SCMP_CMP_GT'
            ? (args[index] ?? 0n) > BigInt(value)
            : ((args[index] ?? 0n) & BigInt(value)) === BigInt(valueTwo),
        ),
    );
    return rule ? `errno ${rule.errnoRet}` : 'allow';
  };

  it('lets pass what the filter lets pass', () => {
    expect([defaultAction, architectures]).toEqual(['SCMP_ACT_ALLOW', ['SCMP_ARCH_X86_64']]);
    for (const family of [1n, 2n, 10n]) expect(answer('socket', [family])).toBe('allow');
    expect([answer('clone', [0x3d0f00n]), answer('ioctl', [0n, 0x541bn]), answer('execve')]).toEqual(
      Array.from({ length: 3 }, () => 'allow'),
    );
  });

  it('refuses what the filter refuses, also with bits that the kernel does not look at', () => {
    const high = 1n << 32n;
    for (const family of [0n, 3n, 9n, 16n, 17n, 38n, 40n, 40n | high, 3n | high])
      expect(answer('socketpair', [family])).toBe('errno 97');
    for (const bit of [0x2000000n, 0x10000000n, 0x40000000n, 0x20000n]) expect(answer('clone', [bit])).toBe('errno 1');
    for (const request of [0x5412n, 0x541cn, 0x5412n | high]) expect(answer('ioctl', [0n, request])).toBe('errno 1');
    expect(['io_uring_setup', 'keyctl', 'mount', 'memfd_create'].map((name) => answer(name))).toEqual(
      Array.from({ length: 4 }, () => 'errno 1'),
    );
    expect(answer('clone3')).toBe('errno 38');
    expect(seccompProfile('s390x')).toBeNull();
  });
});

interface Call {
  readonly number: number;
  readonly architecture: number;
  readonly args: readonly number[];
}

/** Runs a classic BPF program over `struct seccomp_data`, as the kernel does. */
function answerOf(program: Buffer, { number, architecture, args }: Call): string {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number, 0);
  data.writeUInt32LE(architecture, 4);
  for (const [index, value] of args.entries()) data.writeUInt32LE(value, 16 + 8 * index);
  let accumulator = 0;
  for (let at = 0; at < program.length / 8; at++) {
    const code = program.readUInt16LE(at * 8);
    const value = program.readUInt32LE(at * 8 + 4);
    const jump = (taken: boolean) => program.readUInt8(at * 8 + (taken ? 2 : 3));
    if (code === 0x20) accumulator = data.readUInt32LE(value);
    else if (code === 0x15) at += jump(accumulator === value);
    else if (code === 0x35) at += jump(accumulator >= value);
    else if (code === 0x45) at += jump((accumulator & value) !== 0);
    else return named(value);
  }
  throw new Error('The program ends without an answer.');
}

function named(answer: number): string {
  if (answer === 0x7fff0000) return 'allow';
  if (answer === 0x80000000) return 'kill';
  return `errno ${answer & 0xffff}`;
}
