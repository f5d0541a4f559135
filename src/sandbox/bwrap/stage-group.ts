import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning } from '../process-table.js';
import type { StageLimits } from '../../kernel/run-request.js';
import type { Usage } from '../stage.js';

const CONTROLLERS = ['memory', 'pids', 'cpu', 'cpuacct'] as const;
type Controller = (typeof CONTROLLERS)[number];

/** Begins with the process that made it. */
const PREFIX = 'lyceum-sandbox-';
const GROUP_NAME = /^lyceum-sandbox-(\d+)-/;

const MOUNT = '/sys/fs/cgroup';
const PERIOD_US = 100_000;
const SOCKET_BYTES = 16 * 1024 * 1024;
const EMPTY_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 5;

/** Where this process may make groups: of cgroups(7) version 1 for each controller, of version 2 in one place. */
export type GroupFolders =
  | { readonly version: 1; readonly folders: Readonly<Record<Controller, string>> }
  | { readonly version: 2; readonly folder: string };

/** @returns null where there is none that can be written */
export function findGroupFolders(mount = MOUNT): GroupFolders | null {
  const candidates = [versionOne(mount), ...versionTwo(mount)];
  return candidates.find(works) ?? null;
}

function versionOne(mount: string): GroupFolders {
  const folders = CONTROLLERS.map((controller) => {
    const below = join(
      mount,
      controller,
      ownPath((names) => names.includes(controller)),
    );
    // In a container the path may be that of the host, and the mount begins at it.
    return [controller, existsSync(below) ? below : join(mount, controller)] as const;
  });
  return { version: 1, folders: Object.fromEntries(folders) as Record<Controller, string> };
}

/** The own group may hold processes, and then no group below it may have a controller: then beside all others. */
function versionTwo(mount: string): GroupFolders[] {
  const own = join(
    mount,
    ownPath((names) => names.length === 0),
  );
  return [own, mount].map((folder) => ({ version: 2, folder }));
}

function ownPath(isLine: (controllers: readonly string[]) => boolean): string {
  const entries = read('/proc/self/cgroup').split('\n').filter(Boolean);
  const parts = entries.map((entry) => entry.split(':'));
  return (
    parts
      .find(([, names = '']) => isLine(names.split(',').filter(Boolean)))
      ?.slice(2)
      .join(':') ?? ''
  );
}

function works(parents: GroupFolders): boolean {
  try {
    const group = stageGroup(parents, `${process.pid}-${randomBytes(8).toString('hex')}`, null);
    const isGroup = group.isGroup();
    group.remove();
    return isGroup;
  } catch {
    return false;
  }
}

/** Takes away what processes left that were killed: the kernel has ended what was in it. */
export function removeAbandoned(parents: GroupFolders): void {
  for (const folder of parentsOf(parents))
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

export function parentsOf(parents: GroupFolders): string[] {
  return parents.version === 1 ? Object.values(parents.folders) : [parents.folder];
}

/**
 * A control group for one stage: memory with swap, processes and processors of all that is in it, and its sums.
 * @param limits null for one that nothing will be in
 */
export function stageGroup(parents: GroupFolders, name: string, limits: StageLimits | null): StageGroup {
  const group =
    parents.version === 1 ? new FirstVersion(parents.folders, name) : new SecondVersion(parents.folder, name);
  try {
    if (limits) group.limit(limits);
    return group;
  } catch (error) {
    group.remove();
    throw error;
  }
}

export abstract class StageGroup {
  private readonly folders: readonly string[];

  /** @throws when one of the folders is there: it is somebody else's */
  protected constructor(folders: readonly string[]) {
    // Several controllers may be one hierarchy under two names.
    const different = [...new Set(folders.map((folder) => join(realpathSync(dirname(folder)), basename(folder))))];
    const made: string[] = [];
    try {
      for (const folder of different) {
        mkdirSync(folder);
        made.push(folder);
      }
    } catch (error) {
      for (const folder of made) rmdirSync(folder);
      throw error;
    }
    this.folders = different;
  }

  abstract limit(limits: StageLimits): void;
  abstract usage(): Usage;
  /** Whether the kernel limits what is in it. */
  abstract isGroup(): boolean;

  /** To be written `0` by what shall be in it, before anything of the program. */
  get memberFiles(): string[] {
    return this.folders.map((folder) => join(folder, 'cgroup.procs'));
  }

  /** Ends what is still in it, which nobody else could have started. */
  kill(): void {
    for (const pid of this.#members())
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
    for (const folder of this.folders) if (existsSync(folder)) rmdirSync(folder);
  }

  #members(): number[] {
    return this.memberFiles.flatMap((file) => membersIn(read(file)));
  }
}

class FirstVersion extends StageGroup {
  readonly #in: (controller: Controller, file: string) => string;

  constructor(parents: Readonly<Record<Controller, string>>, name: string) {
    super(CONTROLLERS.map((controller) => join(parents[controller], PREFIX + name)));
    this.#in = (controller, file) => join(parents[controller], PREFIX + name, file);
  }

  isGroup(): boolean {
    return existsSync(this.#in('memory', 'memory.limit_in_bytes')) && existsSync(this.#in('pids', 'pids.max'));
  }

  limit({ memoryBytes, processes, cpus }: StageLimits): void {
    writeFileSync(this.#in('memory', 'memory.limit_in_bytes'), String(memoryBytes));
    // Not where the kernel does not count swap.
    const withSwap = this.#in('memory', 'memory.memsw.limit_in_bytes');
    if (existsSync(withSwap)) writeFileSync(withSwap, String(memoryBytes));
    // Buffers of TCP, which this version counts apart.
    const ofSockets = this.#in('memory', 'memory.kmem.tcp.limit_in_bytes');
    if (existsSync(ofSockets)) writeFileSync(ofSockets, String(SOCKET_BYTES));
    writeFileSync(this.#in('pids', 'pids.max'), String(processes));
    writeFileSync(this.#in('cpu', 'cpu.cfs_period_us'), String(PERIOD_US));
    writeFileSync(this.#in('cpu', 'cpu.cfs_quota_us'), String(Math.round(cpus * PERIOD_US)));
  }

  usage(): Usage {
    return {
      cpuMs: Number(read(this.#in('cpuacct', 'cpuacct.usage'))) / 1e6,
      memoryBytes: Number(read(this.#in('memory', 'memory.max_usage_in_bytes'))),
      outOfMemory: counted(read(this.#in('memory', 'memory.oom_control')), 'oom_kill') > 0,
    };
  }
}

class SecondVersion extends StageGroup {
  readonly #in: (file: string) => string;
  #peak = 0;

  constructor(parent: string, name: string) {
    super([join(parent, PREFIX + name)]);
    this.#in = (file) => join(parent, PREFIX + name, file);
  }

  isGroup(): boolean {
    return ['memory.max', 'pids.max', 'cpu.max'].every((file) => existsSync(this.#in(file)));
  }

  limit({ memoryBytes, processes, cpus }: StageLimits): void {
    writeFileSync(this.#in('memory.max'), String(memoryBytes));
    // Not where the kernel does not count swap.
    if (existsSync(this.#in('memory.swap.max'))) writeFileSync(this.#in('memory.swap.max'), '0');
    writeFileSync(this.#in('pids.max'), String(processes));
    writeFileSync(this.#in('cpu.max'), `${Math.round(cpus * PERIOD_US)} ${PERIOD_US}`);
  }

  override kill(): void {
    try {
      writeFileSync(this.#in('cgroup.kill'), '1', { flag: 'r+' });
    } catch {
      // Kernels before 5.14 do not have it.
      super.kill();
    }
  }

  usage(): Usage {
    // Kernels before 5.19 do not know the highest.
    const highest = read(this.#in('memory.peak')) || read(this.#in('memory.current'));
    this.#peak = Math.max(this.#peak, Number(highest));
    return {
      cpuMs: counted(read(this.#in('cpu.stat')), 'usage_usec') / 1e3,
      memoryBytes: this.#peak,
      outOfMemory: counted(read(this.#in('memory.events')), 'oom_kill') > 0,
    };
  }
}

/** Of `cgroup.procs`. Processes of other namespaces are shown as 0, by which kill(2) would mean the group of this process. */
export function membersIn(text: string): number[] {
  return text
    .split('\n')
    .map(Number)
    .filter((pid) => pid > 0);
}

function counted(text: string, name: string): number {
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}

/** Empty when there is no such file, or no such group any more. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
