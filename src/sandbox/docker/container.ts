import { randomInt, randomUUID } from 'node:crypto';
import type { StageLimits } from '../../kernel/run-request.js';
import type { StageContent } from '../toolchain-run.js';
import { SLOTS } from '../slots.js';
import { ENVIRONMENT, OUT, SHARED_MEMORY_BYTES, WORK } from '../bwrap/bwrap-arguments.js';

/** What the containers of all executors have, and nothing else of the engine. */
export const LABEL = 'org.lyceum.sandbox';

/** Users without a name in the image; within what an engine with users of its own maps. */
const FIRST_UID = 20_000;
const EXECUTORS = 600;

/** Beyond the limit of time, for a container whose executor was killed. */
const GRACE_SECONDS = 5;

const FAILED = 'exit 125';

/**
 * What the first program says where errors go, between its own text and that of the program. It comes by the standard
 * input, before everything else, and is never an argument or an environment variable: those of every process can be read inside.
 */
export const newMark = () => `-- ${randomUUID()} --`;
const MARK_BYTES = newMark().length;
/** After it, in the same place: the compiler is done, and what it left could not be handed over. */
export const NOT_HANDED_OVER = ' not handed over';
const readMark = `mark=$(head -c ${MARK_BYTES})`;
const begin = 'echo "$mark" >&2';

/** The next `$1` bytes of the input are an archive, which is unpacked inside, and no more of it is read. */
const unpack = (folder: string) => `head -c "$1" | tar -xof - -C ${folder} || ${FAILED}; shift`;

/**
 * The first program in a container: constant text, whose only data are its arguments. Files come by its standard input, never by a path:
 * neither an archive nor a mount of the engine meets what a program has touched.
 */
const FIRST_PROGRAM = {
  /** Compiles, and hands over by its output what came of it; what the compiler says goes where its errors go. */
  compile: [
    ...[readMark, unpack('/')],
    'exec 3>&1 >&2',
    begin,
    '"$@" </dev/null 3>&-',
    'code=$?',
    `[ $code -ne 0 ] || tar -cf - -C ${OUT} . >&3 || { echo "$mark${NOT_HANDED_OVER}"; ${FAILED}; }`,
    'exit $code',
  ].join('; '),
  /** Its input follows the archives. */
  converse: [readMark, unpack('/'), unpack(OUT), begin, 'exec "$@"'].join('; '),
  run: [
    ...[readMark, unpack('/'), unpack(OUT)],
    `exec </tmp/stdin && rm /tmp/stdin || ${FAILED}`,
    ...[begin, 'exec "$@"'],
  ].join('; '),
};

/** How long a container of these limits may live. */
export function secondsOf({ wallMs }: StageLimits): number {
  return Math.ceil(wallMs / 1_000) + GRACE_SECONDS;
}

/** Executors of one engine do not know of each other, and the kernel counts the processes of a user in all containers. */
export function firstUidOfExecutor(): number {
  return FIRST_UID + randomInt(EXECUTORS) * SLOTS;
}

/** What the engine is asked for (`POST /containers/create`). Nothing of it but `command` comes from a person. */
export function containerOf(
  image: string,
  seccomp: object,
  uid: number,
  limits: StageLimits,
  { kind, command, environment, files, artifact }: StageContent,
): object {
  const variables = Object.entries({ ...ENVIRONMENT, ...environment }).map(([name, value]) => `${name}=${value}`);
  const sizes = kind === 'compile' ? [files.length] : [files.length, artifact.length];
  const folder = `rw,exec,nosuid,nodev,size=${limits.diskBytes},uid=${uid},gid=${uid},mode=700`;
  return {
    Image: image,
    // Nobody inside can end or stop the first process, and everything ends with it, also when no executor is left.
    Entrypoint: ['/usr/bin/timeout', '--signal=KILL', String(secondsOf(limits)), '/usr/bin/env', '-i', ...variables],
    Cmd: ['/bin/sh', '-c', FIRST_PROGRAM[kind], 'sh', ...sizes.map(String), ...command],
    User: `${uid}:${uid}`,
    WorkingDir: WORK,
    Hostname: 'sandbox',
    Labels: { [LABEL]: '' },
    Healthcheck: { Test: ['NONE'] },
    NetworkDisabled: true,
    ...{ AttachStdin: true, AttachStdout: true, AttachStderr: true, OpenStdin: true, StdinOnce: true, Tty: false },
    HostConfig: {
      NetworkMode: 'none',
      IpcMode: 'private',
      CgroupnsMode: 'private',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges', `seccomp=${JSON.stringify(seccomp)}`],
      Memory: limits.memoryBytes,
      MemorySwap: limits.memoryBytes,
      NanoCpus: Math.round(limits.cpus * 1e9),
      PidsLimit: limits.processes,
      ShmSize: SHARED_MEMORY_BYTES,
      // Terminals are counted for the whole machine: there are none.
      Tmpfs: { '/tmp': folder, [WORK]: folder, [OUT]: folder, '/dev/pts': 'ro,size=4096,mode=555' },
      Ulimits: [
        limit('core', 0),
        // Beside `PidsLimit`, which an engine without that control group leaves out.
        limit('nproc', limits.processes),
        limit('nofile', 256),
        limit('msgqueue', 0),
        limit('memlock', 65_536),
        limit('fsize', limits.diskBytes),
        // For each process, beside what is counted for all of them.
        limit('cpu', Math.ceil(limits.cpuMs / 1_000) + 1),
      ],
      LogConfig: { Type: 'none' },
    },
  };
}

function limit(name: string, value: number): object {
  return { Name: name, Soft: value, Hard: value };
}
