import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { DockerDriver } from '../../src/sandbox/docker/docker.driver.js';
import { ATTACKS, COMPILED, python } from './attacks.js';
import { layBait } from './bait.js';
import { driversOfThisMachine, leftBehind, outcomeOf, uniqueWord } from './machine.js';
import { asking, questions } from './questions.js';

const MEGABYTE = 1024 * 1024;
const [tested] = (await driversOfThisMachine('docker')).filter(({ languages }) => languages.includes('python'));

describe('the driver docker', () => {
  let engine: Server;
  let folder: string;

  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'lyceum-engine-'))));
  afterAll(() => {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is not used where no engine listens, or where it has not the image', async () => {
    const socketPath = join(folder, 'docker.sock');
    const driver = new DockerDriver({ socketPath, image: 'none' });
    expect(await driver.probe()).toMatchObject({
      problem: expect.stringContaining('ENOENT'),
      languages: [],
      limits: { memoryBytes: 'none' },
    });
    engine = createServer((request, response) => {
      const isKnown = request.method === 'GET';
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isKnown ? [] : { message: 'No such image: none:latest' }));
    }).listen(socketPath);
    await once(engine, 'listening');
    expect(await driver.probe()).toMatchObject({ problem: expect.stringContaining('No such image'), languages: [] });
    await expect(driver.run({ id: '1', language: 'python', files: [] }, '', {})).rejects.toThrow('self-test');
  });
});

/** What is otherwise than by bwrap: an image has accounts of its own. */
const BY_DOCKER: Readonly<Record<string, string | RegExp>> = {
  'the accounts': /^root:x:0:0:/,
  'a link to the accounts': /^root:x:0:0:/,
  'the host by /proc/1/root': '1',
  'the passwords': 'EACCES',
  'the home of root': 'EACCES',
  'the environment of the first process': /^PATH=[^\0]*\0HOSTNAME=sandbox\0HOME=\/\0$/,
  'a setuid program': /^[2-5]\d{4}$/,
  // No process gets new privileges, so they are programs as others.
  'setuid programs of the system': '0',
};

if (tested)
  describe('attacks on docker', () => {
    let bait: Awaited<ReturnType<typeof layBait>>;

    beforeAll(async () => (bait = await layBait()));
    afterAll(() => bait.close());

    it('enforces its limits', () => {
      const all = { memoryBytes: 'enforced', processes: 'enforced', diskBytes: 'enforced', cpus: 'enforced' };
      expect(tested.probe.limits).toMatchObject(all);
    });

    it.each(ATTACKS)('contain $title', async ({ program, limits, status, output }) => {
      const word = uniqueWord();
      const ran = await tested.run('python', python + program, { args: [word], limits });
      expect(ran.status).toEqual(typeof status === 'string' ? status : expect.stringMatching(status));
      if (output) expect(ran.run?.stdout).toMatch(output);
      expect(leftBehind(word)).toEqual([]);
    });

    it('answer nothing of the host to whom asks', async () => {
      const all = questions(bait);
      const word = uniqueWord();
      const ran = await tested.run('python', asking(all), { args: [word], limits: { diskBytes: 4 * MEGABYTE } });
      expect(outcomeOf(ran)).toEqual({ status: 'ok', exitCode: 0 });
      const expected = Object.fromEntries(
        all.map(({ title, answer }) => {
          const right = BY_DOCKER[title] ?? answer;
          return [title, typeof right === 'string' ? right : expect.stringMatching(right)];
        }),
      );
      expect(JSON.parse(ran.run!.stdout)).toEqual(expected);
      expect(bait.visitors()).toBe(0);
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

    if (tested.languages.includes('cpp'))
      it.each(COMPILED)('contain $title', async ({ program, status, output }) => {
        const word = uniqueWord();
        const ran = await tested.run('cpp', '', { files: [{ path: `${word}.cpp`, content: program }] });
        expect(ran.status).toMatch(status);
        expect(`${ran.compile?.stdout ?? ''}${ran.compile?.stderr ?? ''}`).toMatch(output);
        expect(leftBehind(word)).toEqual([]);
      });
  });
