import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN_LIMITS } from '../../kernel/run-request.js';
import { findGroupFolders, membersIn, stageGroup } from './stage-group.js';

/** Folders with the files that the kernel would make; test/sandbox has real groups, of the version of the machine. */
describe('control groups of version 2', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-groups-'));
  const name = join(folder, 'lyceum-sandbox-1-1');
  const file = (path: string) => readFileSync(join(name, path), 'utf8');

  afterAll(() => rmSync(folder, { recursive: true }));

  it('take limits and tell what was used', () => {
    const group = stageGroup({ version: 2, folder }, '1-1', null);
    for (const path of ['memory.max', 'memory.swap.max', 'pids.max', 'cpu.max']) writeFileSync(join(name, path), 'max');
    group.limit(RUN_LIMITS);
    expect(group.isGroup()).toBe(true);
    expect([file('memory.max'), file('memory.swap.max'), file('pids.max')]).toEqual(['134217728', '0', '64']);
    expect(file('cpu.max')).toBe('50000 100000');
    expect(group.memberFiles).toEqual([join(name, 'cgroup.procs')]);

    writeFileSync(join(name, 'cpu.stat'), 'usage_usec 1500\nuser_usec 1000\n');
    writeFileSync(join(name, 'memory.current'), '4096\n');
    writeFileSync(join(name, 'memory.events'), 'low 0\noom 1\noom_kill 1\n');
    expect(group.usage()).toEqual({ cpuMs: 1.5, memoryBytes: 4096, outOfMemory: true });
    writeFileSync(join(name, 'memory.current'), '1024\n');
    expect(group.usage().memoryBytes).toBe(4096);
    writeFileSync(join(name, 'memory.peak'), '8192\n');
    expect(group.usage().memoryBytes).toBe(8192);
  });

  it('are one stage’s alone', () => {
    mkdirSync(join(folder, 'lyceum-sandbox-1-2'));
    writeFileSync(join(folder, 'lyceum-sandbox-1-2', 'memory.max'), 'somebody else’s');
    expect(() => stageGroup({ version: 2, folder }, '1-2', null)).toThrow('EEXIST');
    expect(existsSync(join(folder, 'lyceum-sandbox-1-2', 'memory.max'))).toBe(true);
  });

  it('may be one hierarchy under two names', () => {
    for (const one of ['memory', 'pids', 'cpu,cpuacct']) mkdirSync(join(folder, one));
    for (const other of ['cpu', 'cpuacct']) symlinkSync('cpu,cpuacct', join(folder, other));
    const folders = Object.fromEntries(['memory', 'pids', 'cpu', 'cpuacct'].map((each) => [each, join(folder, each)]));
    const group = stageGroup(
      { version: 1, folders: folders as Record<'memory' | 'pids' | 'cpu' | 'cpuacct', string> },
      '1-3',
      null,
    );
    expect(group.memberFiles).toHaveLength(3);
    group.remove();
    expect(existsSync(join(folder, 'cpu', 'lyceum-sandbox-1-3'))).toBe(false);
  });

  it('are ended by the kernel where it can, and never whom it calls 0, which would be this process', () => {
    const group = stageGroup({ version: 2, folder }, '1-4', null);
    const all = join(folder, 'lyceum-sandbox-1-4', 'cgroup.kill');
    writeFileSync(all, '');
    group.kill();
    expect(readFileSync(all, 'utf8')).toBe('1');
    expect(membersIn('0\n12\n0\n345\n')).toEqual([12, 345]);
    expect(membersIn('')).toEqual([]);
  });

  it('are not taken for some where the kernel has none, and leave nothing there', () => {
    const empty = mkdtempSync(join(folder, 'mount-'));
    for (const controller of ['memory', 'pids', 'cpu', 'cpuacct']) mkdirSync(join(empty, controller));
    expect(findGroupFolders(empty)).toBeNull();
    for (const place of [empty, ...['memory', 'pids', 'cpu', 'cpuacct'].map((each) => join(empty, each))])
      expect(readdirSync(place).filter((entry) => entry.startsWith('lyceum-'))).toEqual([]);
  });
});
