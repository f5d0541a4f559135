/**
 * A filter of system calls in classic BPF, as seccomp(2) takes it. What it refuses gets at the kernel of the host from
 * inside of namespaces, or around them: AF_VSOCK belongs to no network namespace, and io_uring does what a filter of
 * system calls never sees. Everything else is allowed, because compilers and runtimes use most of it.
 */
type Architecture = 'x64' | 'arm64';

/** `AUDIT_ARCH_*` of linux/audit.h. */
const AUDIT_ARCH: Record<Architecture, number> = { x64: 0xc000003e, arm64: 0xc00000b7 };

/** Numbers of system calls on x64 and arm64; null where the architecture lacks it. */
const REFUSED: readonly (readonly [name: string, x64: number | null, arm64: number | null])[] = [
  // Rings that do the work of other calls.
  ['io_uring_setup', 425, 425],
  ['io_uring_enter', 426, 426],
  ['io_uring_register', 427, 427],
  // Asynchronous I/O, whose number of events is one of the whole machine.
  ['io_setup', 206, 0],
  ['io_destroy', 207, 1],
  ['io_getevents', 208, 4],
  ['io_submit', 209, 2],
  ['io_cancel', 210, 3],
  ['io_pgetevents', 333, 292],
  // Keys belong to a user, not to a namespace.
  ['add_key', 248, 217],
  ['request_key', 249, 218],
  ['keyctl', 250, 219],
  // Programs in the kernel, events of it, faults handled outside of it.
  ['bpf', 321, 280],
  ['perf_event_open', 298, 241],
  ['userfaultfd', 323, 282],
  // Other processes.
  ['ptrace', 101, 117],
  ['process_vm_readv', 310, 270],
  ['process_vm_writev', 311, 271],
  ['pidfd_getfd', 438, 438],
  ['process_madvise', 440, 440],
  ['kcmp', 312, 272],
  // Mounts and namespaces.
  ['mount', 165, 40],
  ['umount2', 166, 39],
  ['pivot_root', 155, 41],
  ['chroot', 161, 51],
  ['unshare', 272, 97],
  ['setns', 308, 268],
  ['open_tree', 428, 428],
  ['move_mount', 429, 429],
  ['fsopen', 430, 430],
  ['fsconfig', 431, 431],
  ['fsmount', 432, 432],
  ['fspick', 433, 433],
  ['mount_setattr', 442, 442],
  ['open_by_handle_at', 304, 265],
  ['name_to_handle_at', 303, 264],
  // Memory that belongs to no process whose size is watched, and queues that no limit of the group counts.
  ['memfd_create', 319, 279],
  ['memfd_secret', 447, 447],
  ['shmget', 29, 194],
  ['msgget', 68, 186],
  ['semget', 64, 190],
  ['mq_open', 240, 180],
  // Old or only for administrators.
  ['personality', 135, 92],
  ['modify_ldt', 154, null],
  ['iopl', 172, null],
  ['ioperm', 173, null],
  ['uselib', 134, null],
  ['vhangup', 153, 58],
  ['syslog', 103, 116],
  ['acct', 163, 89],
  ['quotactl', 179, 60],
  ['quotactl_fd', 443, 443],
  ['swapon', 167, 224],
  ['swapoff', 168, 225],
  ['reboot', 169, 142],
  ['init_module', 175, 105],
  ['finit_module', 313, 273],
  ['delete_module', 176, 106],
  ['kexec_load', 246, 104],
  ['kexec_file_load', 320, 294],
  ['settimeofday', 164, 170],
  ['clock_settime', 227, 112],
  ['clock_adjtime', 305, 266],
  ['adjtimex', 159, 171],
  ['fanotify_init', 300, 262],
  ['lookup_dcookie', 212, 18],
  ['migrate_pages', 256, 238],
  ['move_pages', 279, 239],
];

const SOCKET = { x64: 41, arm64: 198 };
const SOCKETPAIR = { x64: 53, arm64: 199 };
const CLONE = { x64: 56, arm64: 220 };
const CLONE3 = 435;
const IOCTL = { x64: 16, arm64: 29 };

/** Address families: unix, IPv4, IPv6. All others reach beyond the network namespace, or the kernel itself. */
const FAMILIES = [1, 2, 10];

/** Every `CLONE_NEW*` of clone(2). */
const NEW_NAMESPACES = 0x7e020000;

/** Terminal injection: TIOCSTI, TIOCLINUX. */
const INJECTIONS = [0x5412, 0x541c];

/** System calls of x32 have this bit. */
const X32 = 0x40000000;

/** BPF instructions and seccomp answers, of linux/bpf_common.h and linux/seccomp.h. */
const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_AT_LEAST = 0x35;
const IF_ANY_BIT = 0x45;
const RETURN = 0x06;
const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const REFUSE = 0x00050000;
const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;

/** Offsets in `struct seccomp_data`, of a little-endian machine. */
const NUMBER = 0;
const ARCHITECTURE = 4;
const FIRST_ARGUMENT = 16;
const SECOND_ARGUMENT = 24;

type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, value: number];

/** @returns null for architectures whose numbers are not known here */
export function seccompFilter(architecture: string): Buffer | null {
  if (architecture !== 'x64' && architecture !== 'arm64') return null;
  const instructions: Instruction[] = [
    [LOAD, 0, 0, ARCHITECTURE],
    [IF_EQUAL, 1, 0, AUDIT_ARCH[architecture]],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD, 0, 0, NUMBER],
    [IF_AT_LEAST, 0, 1, X32],
    [RETURN, 0, 0, KILL_PROCESS],
    ...REFUSED.flatMap(([, x64, arm64]) => refuse(architecture === 'x64' ? x64 : arm64, EPERM)),
    // Its flags are in memory, which a filter cannot read; libraries then use clone.
    ...refuse(CLONE3, ENOSYS),
    ...when(CLONE[architecture], FIRST_ARGUMENT, [
      [IF_ANY_BIT, 0, 1, NEW_NAMESPACES],
      [RETURN, 0, 0, REFUSE | EPERM],
    ]),
    ...when(
      IOCTL[architecture],
      SECOND_ARGUMENT,
      INJECTIONS.flatMap((request) => refuse(request, EPERM)),
    ),
    ...[SOCKET, SOCKETPAIR].flatMap((call) =>
      when(call[architecture], FIRST_ARGUMENT, [
        ...FAMILIES.flatMap((family): Instruction[] => [
          [IF_EQUAL, 0, 1, family],
          [RETURN, 0, 0, ALLOW],
        ]),
        [RETURN, 0, 0, REFUSE | EAFNOSUPPORT],
      ]),
    ),
    [RETURN, 0, 0, ALLOW],
  ];
  return encoded(instructions);
}

/** What an argument is compared with, as `SCMP_CMP_*` of libseccomp. */
interface Comparison {
  readonly index: number;
  readonly value: number;
  readonly valueTwo?: number;
  readonly op: 'SCMP_CMP_MASKED_EQ' | 'SCMP_CMP_GT';
}

const SCMP_ARCH: Record<Architecture, string> = { x64: 'SCMP_ARCH_X86_64', arm64: 'SCMP_ARCH_AARCH64' };

/** The bits that the kernel looks at where an argument is an `int`. */
const INT = 0xffffffff;

/**
 * The same filter as container engines take it. Rules of one call are alternatives there, so the families that are refused
 * are named, and not those that are allowed.
 * @returns null for architectures whose numbers are not known here
 */
export function seccompProfile(architecture: string): object | null {
  if (architecture !== 'x64' && architecture !== 'arm64') return null;
  const refused = REFUSED.filter(([, x64, arm64]) => (architecture === 'x64' ? x64 : arm64) !== null);
  const is = (index: number, value: number): Comparison => ({
    ...{ index, value: INT, valueTwo: value },
    op: 'SCMP_CMP_MASKED_EQ',
  });
  const rule = (names: readonly string[], errnoRet: number, args: readonly Comparison[] = []) => ({
    ...{ names, action: 'SCMP_ACT_ERRNO', errnoRet, args },
  });
  const most = Math.max(...FAMILIES);
  const others = Array.from({ length: most }, (_, family) => family).filter((family) => !FAMILIES.includes(family));
  const bits = Array.from({ length: 31 }, (_, bit) => 1 << bit).filter((bit) => (NEW_NAMESPACES & bit) !== 0);
  return {
    defaultAction: 'SCMP_ACT_ALLOW',
    architectures: [SCMP_ARCH[architecture]],
    syscalls: [
      rule(
        refused.map(([name]) => name),
        EPERM,
      ),
      rule(['clone3'], ENOSYS),
      ...bits.map((bit) => rule(['clone'], EPERM, [{ index: 0, value: bit, valueTwo: bit, op: 'SCMP_CMP_MASKED_EQ' }])),
      ...INJECTIONS.map((request) => rule(['ioctl'], EPERM, [is(1, request)])),
      ...others.map((family) => rule(['socket', 'socketpair'], EAFNOSUPPORT, [is(0, family)])),
      rule(['socket', 'socketpair'], EAFNOSUPPORT, [{ index: 0, value: most, op: 'SCMP_CMP_GT' }]),
    ],
  };
}

function refuse(number: number | null, errno: number): Instruction[] {
  if (number === null) return [];
  return [
    [IF_EQUAL, 0, 1, number],
    [RETURN, 0, 0, REFUSE | errno],
  ];
}

/** Looks at an argument of one call; allows what the rest does not answer. */
function when(number: number, argument: number, rest: Instruction[]): Instruction[] {
  return [[IF_EQUAL, 0, rest.length + 2, number], [LOAD, 0, 0, argument], ...rest, [RETURN, 0, 0, ALLOW]];
}

/** `struct sock_filter`. */
function encoded(instructions: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(instructions.length * 8);
  for (const [index, [code, jumpTrue, jumpFalse, value]] of instructions.entries()) {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jumpTrue, index * 8 + 2);
    bytes.writeUInt8(jumpFalse, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  }
  return bytes;
}
