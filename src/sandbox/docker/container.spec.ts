import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN_LIMITS } from '../../kernel/run-request.js';
import { trial } from '../toolchain-run.js';
import { SLOTS } from '../slots.js';
import { containerOf, firstUidOfExecutor, newMark, NOT_HANDED_OVER } from './container.js';
import { warningOf } from './docker.driver.js';

describe('the container of a stage', () => {
  const content = { ...trial(['/usr/bin/python3', '-c', '$(reboot)']), environment: { LANG: 'C' } };
  const container = containerOf('image', { filter: 1 }, 20_003, RUN_LIMITS, content) as {
    Entrypoint: string[];
    Cmd: string[];
    HostConfig: Record<string, unknown>;
  };

  it('has no network, no capability, nothing of the host, and no more than its limits', () => {
    expect(container).toMatchObject({ NetworkDisabled: true, User: '20003:20003', Tty: false });
    expect(container.HostConfig).toMatchObject({
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges', 'seccomp={"filter":1}'],
      Memory: 128 * 1024 * 1024,
      MemorySwap: 128 * 1024 * 1024,
      NanoCpus: 500_000_000,
      PidsLimit: 64,
      CgroupnsMode: 'private',
      Ulimits: expect.arrayContaining([{ Name: 'nproc', Soft: 64, Hard: 64 }]),
    });
    const names = ['Binds', 'Mounts', 'Privileged', 'VolumesFrom', 'Devices', 'PidMode', 'CapAdd', 'UsernsMode'];
    expect(names.filter((name) => name in container.HostConfig)).toEqual([]);
  });

  it('ends by itself, begins without the variables of the image, and gives its command to no shell', () => {
    expect(container.Entrypoint.slice(0, 5)).toEqual(['/usr/bin/timeout', '--signal=KILL', '10', '/usr/bin/env', '-i']);
    expect(container.Entrypoint).toContain('LANG=C');
    expect(container.Cmd[2]).not.toContain('reboot');
    expect(container.Cmd.slice(-3)).toEqual(['/usr/bin/python3', '-c', '$(reboot)']);
  });
});

describe('the first program of a container', () => {
  const mark = newMark();
  /** The arguments and variables of the program, and of what is around it. */
  const ALL_THAT_CAN_BE_READ = 'cat /proc/$$/cmdline /proc/$PPID/cmdline /proc/$$/environ /proc/$PPID/environ';
  let tools: string;

  beforeAll(() => (tools = mkdtempSync(join(tmpdir(), 'lyceum-tools-'))));
  afterAll(() => rmSync(tools, { recursive: true, force: true }));

  /** In a shell of this machine, where `tar` is a program of ours: there are no folders to unpack into. */
  function begun(
    kind: 'compile' | 'converse',
    tar: string,
  ): Promise<{ stdout: string; stderr: string; code: unknown }> {
    writeFileSync(join(tools, 'tar'), `#!/bin/sh\n${tar}\n`);
    chmodSync(join(tools, 'tar'), 0o755);
    const content = { ...trial(['/bin/sh', '-c', ALL_THAT_CAN_BE_READ]), kind, files: Buffer.from('files') };
    const { Cmd } = containerOf('image', {}, 20_000, RUN_LIMITS, content) as { Cmd: string[] };
    const [program = '', ...args] = Cmd;
    return new Promise((resolve) => {
      const env = { PATH: `${tools}:/usr/bin:/bin` };
      const child = execFile(program, args, { env }, (error, stdout, stderr) =>
        resolve({ stdout, stderr, code: error ? error.code : 0 }),
      );
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(`${mark}files${kind === 'compile' ? '' : content.artifact.toString()}`);
    });
  }

  it('says the mark before the program, which finds it nowhere', async () => {
    const { stdout, stderr, code } = await begun('converse', 'cat >/dev/null');
    expect([stderr, code]).toEqual([`${mark}\n`, 0]);
    expect(stdout).toContain('/proc/$PPID/environ');
    expect(stdout).not.toContain(mark);
  });

  it('says it again when what a compiler left cannot be handed over, and the compiler finds it nowhere', async () => {
    const { stderr, code } = await begun('compile', '[ "$1" = -xof ] && cat >/dev/null');
    const compiler = stderr.slice(`${mark}\n`.length, -`${mark}${NOT_HANDED_OVER}\n`.length);
    expect([stderr, code]).toEqual([`${mark}\n${compiler}${mark}${NOT_HANDED_OVER}\n`, 125]);
    expect(compiler).toContain('/proc/$PPID/environ');
    expect(compiler).not.toContain(mark);
  });
});

describe('the users of an executor', () => {
  it('are others than those of another one, and none that an engine of its own does not map', () => {
    const first = Array.from({ length: 100 }, firstUidOfExecutor);
    expect(new Set(first).size).toBeGreaterThan(1);
    expect(first.every((uid) => uid >= 20_000 && uid + SLOTS <= 60_000 && (uid - 20_000) % SLOTS === 0)).toBe(true);
  });
});

describe('a doubtful engine', () => {
  const engine = (Version: string) => ({ Version: '1', Components: [{ Name: 'runc', Version }] });
  const warned = (version: string) => 'warning' in warningOf(engine(version), []);

  it.each(['1.3.6', '1.4.0', '2.0.0', '1.3.10-rc.1', 'unknown'])('has no runc %s', (version) =>
    expect(warned(version)).toBe(false),
  );
  it.each(['1.1.5+ds1', '1.3.5', '0.9.9'])('has runc %s', (version) => expect(warned(version)).toBe(true));
  it('is said together with languages that do not answer', () => {
    expect(warningOf(engine('1.1.5'), ['java', 'go']).warning).toMatch(/^runc 1\.1\.5 .* has java, go, which/);
  });
});
