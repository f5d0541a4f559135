import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN_LIMITS } from '../../kernel/run-request.js';
import { findGroupFolders, stageGroup } from './stage-group.js';

/** Folders with the files that the kernel would make; test/sandbox has real groups, of the version of the machine. */
describe('control groups of version 2', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-groups-'));
  const name = join(folder, 'lyceum-sandbox-1-1');
  const file = (path: string) => readFileSync(join(name, path), 'utf8');

  afterAll(() => rmSync(folder, { recursive: true }));

  it('take limits and tell what was used', () => {
    mkdirSync(name);
    for (const path of ['memory.max', 'memory.swap.max', 'pids.max', 'cpu.max']) writeFileSync(join(name, path), 'max');
    const group = stageGroup({ version: 2, folder }, '1-1', RUN_LIMITS);
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

  it('are not taken for some where the kernel has none, and leave nothing there', () => {
    const empty = mkdtempSync(join(folder, 'mount-'));
    for (const controller of ['memory', 'pids', 'cpu', 'cpuacct']) mkdirSync(join(empty, controller));
    expect(findGroupFolders(empty)).toBeNull();
    expect(existsSync(join(empty, `lyceum-sandbox-${process.pid}-probe`))).toBe(false);
    expect(existsSync(join(empty, 'memory', `lyceum-sandbox-${process.pid}-probe`))).toBe(false);
  });
});
