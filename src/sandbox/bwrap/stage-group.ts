import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning } from '../process-table.js';
import type { StageLimits } from '../run-request.js';
import type { Usage } from '../stage.js';

const CONTROLLERS = ['memory', 'pids', 'cpu', 'cpuacct'] as const;
type Controller = (typeof CONTROLLERS)[number];

/** Begins with the process that made it. */
const PREFIX = 'lyceum-sandbox-';
const GROUP_NAME = /^lyceum-sandbox-(\d+)-/;

const MOUNT = '/sys/fs/cgroup';
const PERIOD_US = 100_000;
const EMPTY_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 5;

/** Where this process may make groups, for each controller of cgroups(7) version 1. */
export type GroupFolders = Readonly<Record<Controller, string>>;

/** @returns null where there is none that can be written */
export function findGroupFolders(): GroupFolders | null {
  const own = readFileSync('/proc/self/cgroup', 'utf8').split('\n');
  const folders = CONTROLLERS.map((controller) => {
    const line = own.find((entry) => entry.split(':')[1]?.split(',').includes(controller));
    const mount = join(MOUNT, controller);
    // In a container the path is that of the host, and the mount begins at it.
    const below = join(mount, line?.split(':').slice(2).join(':') ?? '');
    return [controller, existsSync(below) ? below : mount] as const;
  });
  const found = Object.fromEntries(folders) as GroupFolders;
  try {
    new StageGroup(found, `${process.pid}-probe`, null).remove();
    return found;
  } catch {
    return null;
  }
}

/** Takes away what processes left that were killed: the kernel has ended what was in it. */
export function removeAbandoned(folders: GroupFolders): void {
  for (const folder of Object.values(folders))
    for (const name of readdirSync(folder)) {
      const pid = Number(GROUP_NAME.exec(name)?.[1] ?? process.pid);
      if (isRunning(pid)) continue;
      try {
        rmdirSync(join(folder, name));
      } catch {
        // Not empty: somebody has it who cannot be seen from here.
      }
    }
}

/** A control group for one stage: memory with swap, processes and processors of all that is in it, and its sums. */
export class StageGroup {
  readonly #folders: Record<Controller, string>;

  constructor(parents: GroupFolders, name: string, limits: StageLimits | null) {
    const of = (controller: Controller) => join(parents[controller], PREFIX + name);
    this.#folders = { memory: of('memory'), pids: of('pids'), cpu: of('cpu'), cpuacct: of('cpuacct') };
    for (const folder of this.#all()) mkdirSync(folder, { recursive: true });
    if (limits) this.#limit(limits);
  }

  /** To be written `0` by what shall be in it, before anything of the program. */
  get memberFiles(): string[] {
    return this.#all().map((folder) => join(folder, 'cgroup.procs'));
  }

  usage(): Usage {
    return {
      cpuMs: this.#number('cpuacct', 'cpuacct.usage') / 1e6,
      memoryBytes: this.#number('memory', 'memory.max_usage_in_bytes'),
      outOfMemory: Number(/^oom_kill (\d+)$/m.exec(this.#read('memory', 'memory.oom_control'))?.[1] ?? 0) > 0,
    };
  }

  members(): number[] {
    return this.#read('pids', 'cgroup.procs').split('\n').filter(Boolean).map(Number);
  }

  /** Ends what is still in it, which nobody else could have started. */
  kill(): void {
    for (const pid of this.members())
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
  }

  /** @throws when something in it does not end */
  async close(): Promise<void> {
    const deadline = performance.now() + EMPTY_WITHIN_MS;
    for (;;)
      try {
        this.kill();
        this.remove();
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await delay(LOOK_EVERY_MS);
      }
  }

  remove(): void {
    for (const folder of this.#all()) if (existsSync(folder)) rmdirSync(folder);
  }

  #limit({ memoryBytes, processes, cpus }: StageLimits): void {
    this.#write('memory', 'memory.limit_in_bytes', memoryBytes);
    // Not where the kernel does not count swap.
    if (existsSync(join(this.#folders.memory, 'memory.memsw.limit_in_bytes')))
      this.#write('memory', 'memory.memsw.limit_in_bytes', memoryBytes);
    this.#write('pids', 'pids.max', processes);
    this.#write('cpu', 'cpu.cfs_period_us', PERIOD_US);
    this.#write('cpu', 'cpu.cfs_quota_us', Math.round(cpus * PERIOD_US));
  }

  #all(): string[] {
    return CONTROLLERS.map((controller) => this.#folders[controller]);
  }

  #number(controller: Controller, file: string): number {
    return Number(this.#read(controller, file));
  }

  #read(controller: Controller, file: string): string {
    try {
      return readFileSync(join(this.#folders[controller], file), 'utf8');
    } catch {
      return '';
    }
  }

  #write(controller: Controller, file: string, value: number): void {
    writeFileSync(join(this.#folders[controller], file), String(value));
  }
}
