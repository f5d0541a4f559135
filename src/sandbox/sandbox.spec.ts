import { type Driver, NOTHING_ENFORCED } from './driver.js';
import { InvalidRun, RUN_LIMITS, type RunRequest, type SandboxLanguage } from '../kernel/run-request.js';
import type { DriverName, RunResult } from '../kernel/run-result.js';
import { Sandbox, UnsupportedLanguage } from './sandbox.js';

/** A driver that knows some languages, and what becomes of a run in it. */
function driver(name: DriverName, languages: readonly SandboxLanguage[], outcome: Error | null = null): Driver {
  return {
    name,
    probe: async () => ({
      driver: name,
      problem: null,
      languages: languages.map((language) => ({ language, version: `${language} of ${name}` })),
      limits: NOTHING_ENFORCED,
    }),
    async run({ id, language }, version): Promise<RunResult> {
      if (outcome) throw outcome;
      return { id, status: 'ok', language, version, driver: name, compile: null, run: null, limits: RUN_LIMITS };
    },
  };
}

const request = (language: SandboxLanguage): RunRequest => ({ id: '1', language, files: [{ path: 'a', content: '' }] });

describe('the sandbox', () => {
  const sandbox = new Sandbox([driver('bwrap', ['python', 'java']), driver('wasm', ['python', 'javascript'])]);

  it('runs a language by the first driver that knows it', async () => {
    expect(await sandbox.languages()).toEqual([
      { language: 'javascript', version: 'javascript of wasm', driver: 'wasm' },
      { language: 'python', version: 'python of bwrap', driver: 'bwrap' },
      { language: 'java', version: 'java of bwrap', driver: 'bwrap' },
    ]);
    for (const [language, by] of [['python', 'bwrap'] as const, ['javascript', 'wasm'] as const])
      expect(await sandbox.run(request(language))).toMatchObject({ driver: by, version: `${language} of ${by}` });
  });

  it('refuses a language that no driver knows, and any where there is no driver', async () => {
    await expect(sandbox.run(request('rust'))).rejects.toThrow(UnsupportedLanguage);
    await expect(new Sandbox([]).run(request('python'))).rejects.toThrow(UnsupportedLanguage);
  });

  it('runs no more programs at once than there are users for them', async () => {
    const [waiting, most]: [(() => void)[], number] = [[], 3];
    const counting: Driver = {
      ...driver('bwrap', ['python']),
      run: async (...run) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return driver('bwrap', ['python']).run(...run);
      },
    };
    const bounded = new Sandbox([counting], most);
    await bounded.probe();
    const runs = Array.from({ length: 5 }, () => bounded.run(request('python')));
    const seen: number[] = [];
    for (let ended = 0; ended < runs.length; ended += 1) {
      await new Promise(setImmediate);
      seen.push(waiting.length);
      waiting.shift()?.();
    }
    expect([seen, (await Promise.all(runs)).map(({ status }) => status)]).toEqual([
      [3, 3, 3, 2, 1],
      Array(5).fill('ok'),
    ]);
  });

  it('refuses what is no run before any driver sees it', async () => {
    const failing = new Sandbox([driver('bwrap', ['python'], new Error('seen'))]);
    await expect(failing.run({ ...request('python'), files: [] })).rejects.toThrow(InvalidRun);
  });

  it('says of a driver that fails that it was not the program, and tells the operator why', async () => {
    const failing = new Sandbox([driver('bwrap', ['python'], new Error('no room for a group'))]);
    const reasons: unknown[] = [];
    const ran = await failing.run(
      { ...request('python'), limits: { wallMs: 9 } },
      { onFailure: (error) => reasons.push(error) },
    );
    expect(ran).toMatchObject({ id: '1', status: 'internal_error', driver: 'bwrap', compile: null, run: null });
    expect(ran.limits).toEqual({ ...RUN_LIMITS, wallMs: 9 });
    expect(reasons).toEqual([new Error('no room for a group')]);
  });
});
