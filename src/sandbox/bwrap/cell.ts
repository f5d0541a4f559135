import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuMsOf, isRunning, proportionalBytesOf, residentBytesOf, treeOf } from '../process-table.js';
import type { StageLimits } from '../../kernel/run-request.js';
import { slotUid } from '../slots.js';
import { assertStarted, feed, type StartedStage, type Usage } from '../stage.js';
import type { StageContent } from '../toolchain-run.js';
import { bwrapArguments, OUT } from './bwrap-arguments.js';
import { inheritableDescriptors } from './inheritable.js';
import { type GroupFolders, type StageGroup, stageGroup } from './stage-group.js';

/** Descriptors of a cell beside the standard streams. */
const FILES = 3;
const ARTIFACT = 4;
const ARGUMENTS = 5;
const SECCOMP = 6;
const REPORT = 7;
const FIRST_FREE = 8;

/** What a compiler may leave, in bytes of a tar archive. */
const MAX_ARTIFACT_BYTES = 32 * 1024 * 1024;

const GONE_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 5;

const FAILED = 'exit 125';
/** What the first program reports: a program of somebody has not this descriptor, and ends with 125 as it likes. */
const BEGUN = 'b';
const NOT_HANDED_OVER = 'n';
const report = (what: string) => `echo ${what} >&${REPORT}`;
const unpack = (descriptor: number, folder: string) =>
  `tar -xof - -C ${folder} <&${descriptor} && exec ${descriptor}<&- || ${FAILED}`;

const BEGIN = `${report(BEGUN)}; exec "$@" ${REPORT}>&-`;

/**
 * The first program in a cell: constant text, whose only data are its arguments. Archives are unpacked inside, so that
 * what a compiler left behind (a symbolic link to anywhere) is never followed by anything outside.
 */
const FIRST_PROGRAM = {
  /** Compiles, and hands over what came of it. */
  compile: [
    unpack(FILES, '/'),
    report(BEGUN),
    `"$@" ${ARTIFACT}>&- ${REPORT}>&-`,
    'code=$?',
    `[ $code -ne 0 ] || tar -cf - -C ${OUT} . >&${ARTIFACT} || { ${report(NOT_HANDED_OVER)}; ${FAILED}; }`,
    'exit $code',
  ].join('; '),
  /** Its input comes while it runs. */
  converse: [unpack(FILES, '/'), unpack(ARTIFACT, OUT), BEGIN].join('; '),
  /** Its input is a file without a name, because programs open `/dev/stdin`, which a socket does not allow. */
  run: [unpack(FILES, '/'), unpack(ARTIFACT, OUT), `exec </tmp/stdin && rm /tmp/stdin || ${FAILED}`, BEGIN].join('; '),
};

/** Enters the control groups, which only root may. */
const ENTER_GROUPS = `while [ "$1" != -- ]; do echo 0 >"$1" || ${FAILED}; shift; done; shift; exec "$@"`;

/** What all cells of this machine have in common. */
export interface CellFrame {
  readonly bwrap: string;
  readonly seccomp: Buffer;
  /** Null where this process may not make any; memory is then looked at. */
  readonly groups: GroupFolders | null;
}

/** A stage in namespaces of its own. */
export interface StartedCell extends StartedStage {
  /** What a compiler left, once it is over; null when it was too much. */
  artifact(): Buffer | null;
}

export function startCell(frame: CellFrame, slot: number, limits: StageLimits, content: StageContent): StartedCell {
  // Another executor on the machine may have the same process id, in a namespace of its own.
  const name = `${process.pid}-${randomBytes(8).toString('hex')}`;
  const group = frame.groups && stageGroup(frame.groups, name, limits);
  const child = startOrRemove(group, () => spawnCell(frame, slot, limits, content, group));
  const stdio = child.stdio as unknown as (Writable & Readable)[];
  const [stdin, , , files, artifact, options, filter, reports] = stdio;
  if (stdin && content.input) feed(stdin, content.input);
  feedBytes(files, content.files);
  feedBytes(options, Buffer.from(bwrapArguments(limits, content.environment, SECCOMP).join('\0')));
  feedBytes(filter, frame.seccomp);
  let reported = '';
  reports?.on('data', (bytes: Buffer) => (reported += bytes.toString()));
  const parts: Buffer[] = [];
  let size = 0;
  if (content.kind !== 'compile') feedBytes(artifact, content.artifact);
  else
    artifact?.on('data', (bytes: Buffer) => {
      size += bytes.length;
      if (size <= MAX_ARTIFACT_BYTES) parts.push(bytes);
    });
  return {
    child,
    ...(group ? countedStage(child, group) : polledStage(child, limits)),
    hasBegun: () => reported.includes(BEGUN) && !reported.includes(NOT_HANDED_OVER),
    artifact: () => (size > MAX_ARTIFACT_BYTES ? null : Buffer.concat(parts)),
  };
}

/** @throws when there is no process to be had; nothing is left of the group then */
function startOrRemove(group: StageGroup | null, start: () => ChildProcess): ChildProcess {
  try {
    const child = start();
    assertStarted(child);
    return child;
  } catch (error) {
    group?.remove();
    throw error;
  }
}

function feedBytes(target: Writable | undefined, bytes: Buffer): void {
  target?.on('error', () => undefined);
  target?.end(bytes);
}

function spawnCell(
  frame: CellFrame,
  slot: number,
  limits: StageLimits,
  { kind, command, input }: StageContent,
  group: StageGroup | null,
): ChildProcess {
  const uid = slotUid(slot);
  const entering = group ? ['/bin/sh', '-c', ENTER_GROUPS, 'sh', ...group.memberFiles, '--'] : [];
  // The limit of processes holds for everybody but root of the host: so it is somebody else before bwrap.
  const leaving = uid === null ? [] : ['/usr/bin/setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  const [program = '', ...args] = [
    ...entering,
    ...['/usr/bin/prlimit', ...resourceLimits(limits)],
    ...leaving,
    ...[frame.bwrap, '--args', String(ARGUMENTS), '--'],
    // Inside, where only the processes of this cell count.
    ...['/usr/bin/prlimit', `--nproc=${limits.processes}`],
    ...['/bin/sh', '-c', FIRST_PROGRAM[kind], 'sh', ...command],
  ];
  const strays = inheritableDescriptors().filter((descriptor) => descriptor >= FIRST_FREE);
  const nothing = openSync('/dev/null', 'r');
  try {
    const stdio = Array.from({ length: Math.max(FIRST_FREE, ...strays.map((stray) => stray + 1)) }, (_, descriptor) => {
      if (descriptor === 0) return input ? 'pipe' : 'ignore';
      if (descriptor < FIRST_FREE) return 'pipe';
      return strays.includes(descriptor) ? nothing : 'ignore';
    });
    return spawn(program, args, { env: {}, cwd: '/', detached: true, stdio });
  } finally {
    closeSync(nothing);
  }
}

function resourceLimits({ cpuMs, diskBytes }: StageLimits): string[] {
  return [
    '--core=0',
    '--nofile=256',
    '--msgqueue=0',
    '--memlock=65536',
    `--fsize=${diskBytes}`,
    // For each process, beside what is counted for all of them.
    `--cpu=${Math.ceil(cpuMs / 1000) + 1}`,
  ];
}

type Accounts = Pick<StartedStage, 'usage' | 'kill' | 'close'>;

function countedStage(child: ChildProcess, group: StageGroup): Accounts {
  return {
    usage: () => group.usage(),
    kill: () => {
      child.kill('SIGKILL');
      group.kill();
    },
    async close() {
      const used = group.usage();
      await group.close();
      return used;
    },
  };
}

/** Looks at the processes themselves: what is allocated and freed between two looks is not seen. */
function polledStage(child: ChildProcess, limits: StageLimits): Accounts {
  const pid = child.pid ?? 0;
  let last: Usage = { cpuMs: 0, memoryBytes: 0, outOfMemory: false };
  let members: number[] = [];
  const usage = () => {
    const now = treeOf(pid);
    if (now.length > 1) members = now;
    last = {
      cpuMs: Math.max(last.cpuMs ?? 0, sum(now, cpuMsOf)),
      memoryBytes: Math.max(last.memoryBytes ?? 0, memoryOf(now, limits.memoryBytes)),
      outOfMemory: false,
    };
    return last;
  };
  return {
    usage,
    kill: () => void child.kill('SIGKILL'),
    async close() {
      // The kernel ends a namespace with its first process, which ends with bwrap.
      const deadline = performance.now() + GONE_WITHIN_MS;
      while (members.some(isRunning) && performance.now() < deadline) await delay(LOOK_EVERY_MS);
      return last;
    },
  };
}

/** Shared pages count once; they are only looked for where counting them for each process says too much. */
function memoryOf(pids: readonly number[], limit: number): number {
  const resident = sum(pids, residentBytesOf);
  return resident <= limit ? resident : sum(pids, proportionalBytesOf);
}

function sum(pids: readonly number[], measure: (pid: number) => number | null): number {
  return pids.reduce((total, pid) => total + (measure(pid) ?? 0), 0);
}
