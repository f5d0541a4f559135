import { existsSync, readdirSync } from 'node:fs';
import type { StageLimits } from '../../kernel/run-request.js';
import { isReachable } from './reachable.js';

/** Where the sources are, and the working folder of the program. */
export const WORK = '/work';
/** Where a compiler writes, and what is compiled is found. */
export const OUT = '/out';
/** The Node.js that runs this process, or Debian's. */
export const NODE = '/opt/node';

export const SHARED_MEMORY_BYTES = 8 * 1024 * 1024;
const PAGE_BYTES = 4096;

/** The system's programs and libraries. `/usr/local` and `/opt` are the operator's. */
const SYSTEM_FOLDERS = [
  '/usr/bin',
  '/usr/lib',
  '/usr/lib32',
  '/usr/lib64',
  '/usr/libexec',
  '/usr/share',
  '/usr/include',
];

/** What programs of the system look for in `/etc`; none of it says anything of this machine or its people. */
const SETTINGS = ['alternatives', 'ld.so.cache', 'mono', 'php'];
const JAVA_SETTINGS = /^java-\d+-openjdk$/;

export const ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/bin:/bin',
  HOME: '/tmp',
  TMPDIR: '/tmp',
  LANG: 'C.UTF-8',
  USER: 'sandbox',
};

/**
 * Options of bwrap(1). They travel by a descriptor (`--args`), because its command line can be read inside. All that can
 * be written is memory that begins empty and ends with the stage: no mount lies below anything that a program could touch.
 */
export function bwrapArguments(
  limits: StageLimits,
  environment: Readonly<Record<string, string>>,
  seccompDescriptor: number,
): string[] {
  return [
    ...['--unshare-user', '--unshare-all', '--disable-userns', '--die-with-parent', '--new-session'],
    ...['--uid', '1000', '--gid', '1000', '--cap-drop', 'ALL', '--hostname', 'sandbox', '--clearenv'],
    ...Object.entries({ ...ENVIRONMENT, ...environment }).flatMap(([name, value]) => ['--setenv', name, value]),
    ...readable(),
    ...nodeProgram().flatMap((path) => ['--ro-bind', path, NODE]),
    ...['--symlink', 'usr/bin', '/bin', '--symlink', 'usr/bin', '/sbin'],
    ...['--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64'],
    ...['--proc', '/proc', '--dev', '/dev'],
    ...writable('/dev/shm', SHARED_MEMORY_BYTES),
    // Terminals are counted for the whole machine: there are none.
    ...[...writable('/dev/pts', PAGE_BYTES), '--remount-ro', '/dev/pts'],
    ...['/tmp', WORK, OUT].flatMap((folder) => writable(folder, limits.diskBytes)),
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', WORK],
    ...['--seccomp', String(seccompDescriptor)],
  ];
}

/** None where all are closed to the user of a cell; JavaScript is then left to another driver. */
function nodeProgram(): string[] {
  const programs = [process.execPath, '/usr/bin/node'];
  return process.getuid?.() === 0 ? programs.filter(isReachable).slice(0, 1) : [process.execPath];
}

function readable(): string[] {
  const settings = readdirSync('/etc').filter((name) => SETTINGS.includes(name) || JAVA_SETTINGS.test(name));
  return [...SYSTEM_FOLDERS.filter(existsSync), ...settings.map((name) => `/etc/${name}`)].flatMap((path) => [
    '--ro-bind',
    path,
    path,
  ]);
}

function writable(folder: string, bytes: number): string[] {
  return ['--size', String(bytes), '--tmpfs', folder];
}
