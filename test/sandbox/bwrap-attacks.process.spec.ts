import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { archiveOf } from '../../src/sandbox/bwrap/archive.js';
import { BwrapDriver } from '../../src/sandbox/bwrap/bwrap.driver.js';
import { startCell } from '../../src/sandbox/bwrap/cell.js';
import { seccompFilter } from '../../src/sandbox/bwrap/seccomp.js';
import { COMPILE_LIMITS } from '../../src/kernel/run-request.js';
import { watchStage } from '../../src/sandbox/stage.js';
import { eventually } from '../support/eventually.js';
import { ATTACKS, COMPILED, python } from './attacks.js';
import { layBait } from './bait.js';
import {
  driversOfThisMachine,
  groupsOf,
  leftBehind,
  outcomeOf,
  processesWith,
  type TestedDriver,
  uniqueWord,
} from './machine.js';
import { asking, type Bait, questions } from './questions.js';

const MEGABYTE = 1024 * 1024;
/** The attacks are written in Python. */
const drivers = (await driversOfThisMachine('bwrap')).filter(({ languages }) => languages.includes('python'));

/** Talks to itself without listening. Prints how many megabytes were taken. */
const FULL_CONNECTIONS = `import socket
server, kept, sent = socket.create_server(('127.0.0.1', 0)), [], 0
for one in range(60):
    to = socket.create_connection(server.getsockname())
    kept += [to, server.accept()[0]]
    to.setblocking(False)
    try:
        while True: sent += to.send(bytes(1 << 20))
    except BlockingIOError: pass
print(sent >> 20)`;

const DRIVER = join(import.meta.dirname, '../../dist/src/sandbox/bwrap/bwrap.driver.js');

/** A process of its own that runs a program, and is then killed. */
const STARTER = `
const [path, title, word, content] = process.argv.slice(1);
const { BwrapDriver } = await import(path);
const driver = new BwrapDriver(title === 'bwrap' ? {} : { groups: null });
await driver.probe();
const request = { id: 'x', language: 'python', files: [{ path: 'main.py', content }], args: [word] };
await driver.run(request, 'tested', { onOutput: ({ text }) => process.stdout.write(text) });`;

/** Also without those that this process was started with. */
const WITH_FEW_DESCRIPTORS = `import os, resource, sys
os.closerange(3, 65536)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
os.execv(sys.argv[1], sys.argv[1:])`;

/** A process with few descriptors that starts more runs at once than it has descriptors for, and says what became of them. */
const CROWD = `
const [sandbox, driver] = await Promise.all(process.argv.slice(1).map((path) => import(path)));
const [Driver] = Object.values(driver).filter((one) => typeof one === 'function');
const all = new sandbox.Sandbox([new Driver()]);
await all.probe();
const { openSync } = await import('node:fs');
const kept = Array.from({ length: 180 }, () => openSync('/dev/null'));
const request = { id: 'x', language: 'python', files: [{ path: 'main.py', content: 'print(1)' }] };
const ran = await Promise.all(Array.from({ length: 14 }, () => all.run(request)));
console.log(JSON.stringify(ran.map(({ status }) => status)), kept.length);`;

it.each(['bwrap/bwrap.driver.js', 'wasm/wasm.driver.js'])(
  'runs that find no descriptor fail alone, and leave nothing, with %s',
  async (driver) => {
    const folder = join(import.meta.dirname, '../../dist/src/sandbox');
    const node = [
      process.execPath,
      '--input-type=module',
      '-e',
      CROWD,
      join(folder, 'sandbox.js'),
      join(folder, driver),
    ];
    const child = spawn('/usr/bin/python3', ['-c', WITH_FEW_DESCRIPTORS, ...node], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
    const statuses = JSON.parse(said.split(' ')[0] ?? '') as string[];
    // Those that run may be late on a busy machine.
    expect(statuses.filter((status) => !/^(ok|internal_error|time_limit)$/.test(status))).toEqual([]);
    expect(statuses).toContain('internal_error');
    expect(groupsOf(child.pid!)).toEqual([]);
  },
);

it('is not used where bubblewrap is not installed', async () => {
  const probe = await new BwrapDriver({ bwrap: '/nowhere/bwrap' }).probe();
  expect(probe).toMatchObject({
    problem: '/nowhere/bwrap is not installed.',
    languages: [],
    limits: { memoryBytes: 'none' },
  });
});

for (const tested of drivers)
  describe(`attacks on ${tested.title}`, () => {
    let bait: Bait & { readonly close: () => void; readonly visitors: () => number };
    let victim: ChildProcess;

    beforeAll(async () => {
      bait = await layBait();
      victim = spawn('/bin/sleep', ['600'], { stdio: 'ignore' });
    });

    afterAll(() => {
      bait.close();
      victim.kill('SIGKILL');
    });

    it('enforces its limits', () => {
      const counted = tested.title === 'bwrap' ? 'enforced' : 'polled';
      expect(tested.probe.limits).toMatchObject({ memoryBytes: counted, processes: 'enforced', diskBytes: 'enforced' });
    });

    it.each(ATTACKS)('contain $title', async ({ program, limits, status, output }) => {
      const word = uniqueWord();
      const ran = await tested.run('python', python + program, { args: [word], limits });
      expect(ran.status).toEqual(typeof status === 'string' ? status : expect.stringMatching(status));
      if (output) expect(ran.run?.stdout).toMatch(output);
      expect(leftBehind(word)).toEqual([]);
      expect(victim.exitCode ?? victim.signalCode).toBeNull();
    });

    if (tested.title === 'bwrap')
      it('contain memory in the buffers of connections', async () => {
        const ran = await tested.run('python', python + FULL_CONNECTIONS);
        // They are memory as any other with version 2 of control groups.
        expect(ran.status).toMatch(/^(ok|memory_limit)$/);
        expect(Number(ran.run?.stdout)).toBeLessThan(64);
      });

    it('answer nothing of the host to whom asks', async () => {
      const all = questions(bait);
      const word = uniqueWord();
      const ran = await tested.run('python', asking(all), { args: [word], limits: { diskBytes: 4 * MEGABYTE } });
      expect(outcomeOf(ran)).toEqual({ status: 'ok', exitCode: 0 });
      const answers = JSON.parse(ran.run!.stdout) as Record<string, string>;
      const expected = Object.fromEntries(
        all.map(({ title, answer }) => [title, typeof answer === 'string' ? answer : expect.stringMatching(answer)]),
      );
      expect(answers).toEqual(expected);
      expect(bait.visitors()).toBe(0);
      expect(leftBehind(word)).toEqual([]);
    });

    it('keep a run out of the files of another', async () => {
      const word = uniqueWord();
      const places = ['/tmp', '/work', '/out', '/dev/shm'];
      const write = `${python}for place in ${JSON.stringify(places)}: open(f'{place}/${word}', 'w').write('x')\ntime.sleep(1)`;
      const look = `${python}time.sleep(0.3)\nprint([place for place in ${JSON.stringify(places)} if os.path.exists(f'{place}/${word}')])`;
      const [first, second] = [tested.run('python', write), tested.run('python', look)];
      expect((await second).run?.stdout).toBe('[]\n');
      expect(outcomeOf(await first)).toEqual({ status: 'ok', exitCode: 0 });
      expect(leftBehind(word)).toEqual([]);
    });

    it('end with a run that is cancelled', async () => {
      const word = uniqueWord();
      const stop = new AbortController();
      const program = `${python}subprocess.Popen(['/bin/sleep', '300'], start_new_session=True)\nprint('up', flush=True)\ntime.sleep(60)`;
      const options = { signal: stop.signal, onOutput: () => stop.abort() };
      const ran = await tested.run('python', program, { args: [word] }, options);
      expect([ran.status, ran.run?.stdout.trim()]).toEqual(['cancelled', 'up']);
      expect(leftBehind(word)).toEqual([]);
    });

    it('end with the process that started them, however that ends, and have none of its descriptors', async () => {
      const word = uniqueWord();
      const program = `${python}subprocess.Popen(['/bin/sh', '-c', 'sleep 300; :', '${word}'])
numbers = [one for one in os.listdir('/proc/self/fd') if int(one) > 2 and os.path.exists(f'/proc/self/fd/{one}')]
print(sorted({os.readlink(f'/proc/self/fd/{one}') for one in numbers}), flush=True)
time.sleep(60)`;
      // Node.js keeps to itself what it was given, up to number 15.
      const stdio = Array.from({ length: 31 }, (_, descriptor) =>
        [0, 1, 2, 30].includes(descriptor) ? 'pipe' : 'ignore',
      );
      const parent = spawn(
        process.execPath,
        ['--input-type=module', '-e', STARTER, DRIVER, tested.title, word, program],
        {
          stdio,
        },
      );
      const [said] = (await once(parent.stdout!, 'data')) as [Buffer];
      expect(said.toString().trim()).toBe("['/dev/null']");
      expect(leftBehind(word).length).toBeGreaterThan(2);
      parent.kill('SIGKILL');
      await eventually(
        () => Promise.resolve(processesWith(word)),
        (left) => left.length === 0,
      );
      // Its groups are empty; the next one that starts takes them away.
      await new BwrapDriver().probe();
      expect(groupsOf(parent.pid!)).toEqual([]);
    });

    it('follow nothing that a compiler left behind', async () => {
      const word = uniqueWord();
      const frame = { bwrap: '/usr/bin/bwrap', seccomp: seccompFilter(process.arch)!, groups: null };
      const stage = async (kind: 'compile' | 'run', script: string, artifact: Buffer) => {
        const files = archiveOf([{ path: 'tmp/stdin', content: '' }]);
        const command = ['/bin/sh', '-c', script, 'sh', word];
        const cell = startCell(frame, 1, COMPILE_LIMITS, {
          kind,
          command,
          environment: {},
          files,
          artifact,
          input: null,
        });
        const { result } = await watchStage(kind, cell, COMPILE_LIMITS, {});
        return { ...result, artifact: cell.artifact()! };
      };
      const links = `cd /out; ln -s / main; ln -s /etc/passwd accounts; ln -s /tmp here; ln -s ../../../../tmp/${word} up; mkfifo pipe`;
      const { artifact } = await stage('compile', links, Buffer.alloc(0));
      const run = await stage('run', 'cat /out/accounts; echo x >/out/up; ls /out/main/root; exec /out/main', artifact);
      expect([run.stdout, run.exitCode]).toEqual(['', 126]);
      expect(run.stderr).toMatch(/accounts: No such file[\s\S]*root': No such file[\s\S]*(not found|denied)/);

      const outside = archiveOf([`../tmp/${word}`, `/tmp/${word}`].map((path) => ({ path, content: 'x' })));
      await expect(stage('run', 'true', outside)).rejects.toThrow('The sandbox of a run ended with 125 by itself');
      expect(leftBehind(word)).toEqual([]);
    });

    it('end as they like, and what fails around a program is no end of it', async () => {
      const word = uniqueWord();
      const ended = await tested.run('python', 'import sys; sys.exit(125)', { args: [word] });
      expect(outcomeOf(ended)).toEqual({ status: 'runtime_error', exitCode: 125 });
      const files = ['main.py', 'main.py/x'].map((path) => ({ path, content: '' }));
      await expect(tested.run('python', '', { files, args: [word] })).rejects.toThrow('ended with 125 by itself: tar');
      const limits = { diskBytes: 1024 * 1024 };
      const large = await tested.run('python', 'print(1)', { stdin: 'x'.repeat(limits.diskBytes + 1), limits });
      expect(large).toMatchObject({
        status: 'runtime_error',
        run: { exitCode: null, stderr: expect.stringContaining('too large for the disk') },
      });
      expect(leftBehind(word)).toEqual([]);
    });

    compilerAttacks(tested);
  });

function compilerAttacks(tested: TestedDriver): void {
  if (tested.languages.includes('cpp'))
    it.each(COMPILED)('contain $title', async ({ program, status, output }) => {
      const word = uniqueWord();
      const ran = await tested.run('cpp', '', { files: [{ path: `${word}.cpp`, content: program }] });
      expect(ran.status).toMatch(status);
      expect(`${ran.compile?.stdout ?? ''}${ran.compile?.stderr ?? ''}`).toMatch(output);
      expect(leftBehind(word)).toEqual([]);
    });
}
