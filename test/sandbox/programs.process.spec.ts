import { PassThrough } from 'node:stream';
import { driversOfThisMachine, leftBehind, outcomeOf, uniqueWord } from './machine.js';
import { TEMPLATES } from '../../src/modules/learning/sessions/room/templates.js';
import { PROGRAMS } from './programs.js';

const TEN_MEGABYTES = 10_000_000;
/** What a program does is the same with and without control groups. */
const drivers = (await driversOfThisMachine()).filter(
  ({ probe }, index, all) => index === all.findIndex((other) => other.probe.driver === probe.driver),
);

describe.each(drivers)('programs in $title', (tested) => {
  const languages = tested.languages.map((language) => ({ language, programs: PROGRAMS[language] }));

  it('passed the self-test', () => {
    expect(tested.probe.problem).toBeNull();
    expect(tested.languages).not.toEqual([]);
  });

  describe.each(languages)('$language', ({ language, programs }) => {
    it('reads its arguments and input, writes Unicode, computes, and says how it ended', async () => {
      const word = uniqueWord();
      const chunks: string[] = [];
      const request = { args: [word], stdin: 'añ😀z' };
      const ran = await tested.run(language, programs.useful, request, { onOutput: ({ text }) => chunks.push(text) });
      expect(ran).toMatchObject({
        status: 'runtime_error',
        run: { stdout: `${word}\nz😀ña\n${TEN_MEGABYTES}\n`, stderr: '', truncated: false, exitCode: 3, signal: null },
      });
      expect(chunks.join('')).toBe(ran.run?.stdout);
      expect(leftBehind(word)).toEqual([]);
    });

    it('shows a question without an end of line before it is answered', async () => {
      const input = new PassThrough();
      const printed: string[] = [];
      const onOutput = ({ text }: { text: string }) => {
        printed.push(text);
        // What comes before the answer may come in one piece with it.
        if (printed.join('').startsWith('Name? ') && !input.writableEnded) input.end('Ada\n');
      };
      const limits = { wallMs: 20_000 };
      const ran = await tested.run(language, programs.question, { limits }, { input, onOutput });
      expect(ran).toMatchObject({ status: 'ok', run: { stdout: 'Name? Hello Ada\n' } });
    });

    it('shows where a mistake is', async () => {
      const { status, compile, run } = await tested.run(language, programs.mistake);
      expect([compile ? 'compile_error' : 'runtime_error', status]).toEqual([status, status]);
      expect(`${compile?.stdout ?? ''}${compile?.stderr ?? ''}${run?.stderr ?? ''}`).toMatch(programs.mistakeAt);
    });

    it('shows where an exception comes from', async () => {
      const { status, run } = await tested.run(language, programs.exception);
      expect(status).toBe('runtime_error');
      expect(run?.exitCode).toBeGreaterThan(0);
      expect(run?.stderr).toMatch(programs.exceptionAt);
    });

    it('runs what rooms may begin with, as it stands', async () => {
      const begun = TEMPLATES.filter((template) => template.language === language);
      expect(begun.map(({ id }) => id)).toContain(language);
      for (const { id, content } of begun) {
        const { status, run } = await tested.run(language, content, { stdin: '1 2 3' });
        const said = { 'python-input': '6\n', 'python-tests': '' }[id] ?? 'Hello, Ada!\n';
        expect({ id, status, said: run?.stdout }).toEqual({ id, status: 'ok', said });
        if (id === 'python-tests') expect(run?.stderr).toMatch(/^Ran 1 test[\s\S]*^OK$/m);
      }
    });

    it('ends at the limits of time and memory', async () => {
      const endless = await tested.run(language, programs.endless, { limits: { cpuMs: 150 } });
      expect(outcomeOf(endless)).toEqual({ status: 'time_limit', exitCode: null });
      const greedy = await tested.run(language, programs.greedy, { limits: { memoryBytes: 96 * 1024 * 1024 } });
      expect(greedy.status).toBe('memory_limit');
    });
  });

  if (!tested.languages.includes('python')) return;

  it('imports from several files in folders', async () => {
    const files = [
      { path: 'main.py', content: `from shapes.square import area\nprint(area(3), open('data.txt').read())` },
      { path: 'shapes/square.py', content: 'def area(side): return side * side' },
      { path: 'data.txt', content: 'nine' },
    ];
    expect(await tested.run('python', '', { files })).toMatchObject({ status: 'ok', run: { stdout: '9 nine\n' } });
  });
});
