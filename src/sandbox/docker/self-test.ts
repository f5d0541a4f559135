import type { EnforcedLimits, StageLimits } from '../../kernel/run-request.js';
import type { EndedStage } from '../stage.js';

const MEBIBYTE = 1024 * 1024;

export const shell = (script: string) => ['/bin/sh', '-c', script];

/** No interface but the own loopback, no capability and no way to one, a filter of system calls, nothing that can be written. */
export const CONTAINED = shell(`
    [ "$(grep -c : /proc/net/dev)" -eq 1 ] && [ "$(id -u)" -ne 0 ] &&
    grep -q '^CapEff:\\s*0*$' /proc/self/status && grep -q '^CapBnd:\\s*0*$' /proc/self/status &&
    grep -q '^Seccomp:\\s*2$' /proc/self/status && grep -q '^NoNewPrivs:\\s*1$' /proc/self/status &&
    ! touch /x /dev/x /usr/x /etc/x /var/x 2>/dev/null && [ ! -e /var/run/docker.sock ] && echo contained`);

interface Trial {
  readonly command: readonly string[];
  readonly limits: Partial<StageLimits>;
}

/** Programs that want more than they may have. */
export const OVER_LIMITS = {
  processes: { command: shell('for one in $(seq 200); do sleep 20 & done'), limits: {} },
  /** Without an end of line, the whole input is one line, which is kept until it ends. */
  memory: {
    command: shell('{ head -c 60000000 /dev/zero; sleep 2; } | tail'),
    limits: { memoryBytes: 24 * MEBIBYTE },
  },
  /** Each file is smaller than the limit, which holds for the folder. */
  disk: {
    command: shell('head -c 700000 /dev/zero >/tmp/full && head -c 700000 /dev/zero >/tmp/full2'),
    limits: { diskBytes: MEBIBYTE },
  },
  /** The kernel says how often it held a group back, of control groups of either version; a busy machine alone does not count. */
  cpus: {
    command: shell(
      "timeout 1 sh -c 'while :; do :; done'; grep -h '^nr_throttled' /sys/fs/cgroup/cpu.stat /sys/fs/cgroup/cpu*/cpu.stat",
    ),
    limits: { cpus: 0.1 },
  },
} as const satisfies Record<string, Trial>;

export type SelfTestEnds = Readonly<Record<keyof typeof OVER_LIMITS, EndedStage>>;

/**
 * What became of those programs: a limit holds when they met it, and not when they ended by anything else.
 * @throws where an engine leaves out, without a word, what contains a program: its memory or its processes
 */
export function limitsSeen({ processes, memory, disk, cpus }: SelfTestEnds): EnforcedLimits {
  // More than the limit can only be seen by looking, where the kernel does not hold it.
  const isMemoryHeld =
    memory.end === 'memory_limit' && (memory.result.memoryBytes ?? 0) <= OVER_LIMITS.memory.limits.memoryBytes;
  const seen: EnforcedLimits = {
    cpuMs: cpus.result.cpuMs === null ? 'none' : 'polled',
    cpus: /^nr_throttled [1-9]/m.test(cpus.result.stdout) ? 'enforced' : 'none',
    memoryBytes: isMemoryHeld ? 'enforced' : 'none',
    processes: isRefused(processes, /fork/i) ? 'enforced' : 'none',
    diskBytes: isRefused(disk, /no space left/i) ? 'enforced' : 'none',
  };
  const missing = (['memoryBytes', 'processes'] as const).filter((name) => seen[name] === 'none');
  if (missing.length === 0) return seen;
  const [ends, names] = [{ processes, memory }, missing.join(' and ')];
  throw new Error(`the engine does not enforce limits (${names}): ${JSON.stringify(ends)}`);
}

function isRefused({ end, result }: EndedStage, complaint: RegExp): boolean {
  return end === 'exited' && result.exitCode !== 0 && complaint.test(result.stderr);
}
