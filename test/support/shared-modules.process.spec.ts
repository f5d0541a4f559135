import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const setup = (file: string) => join(import.meta.dirname, '..', 'setup', file);

interface Seen {
  readonly source: string;
  readonly later: string;
  readonly helper: string;
  readonly left: string | null;
  readonly test: string;
}

/** A file of tests that writes down which instances of modules it got, and leaves something behind. */
const spec = (name: string, docblock = '') => `${docblock}
import { appendFileSync } from 'node:fs';
import { instance as source, later } from '../src/source.mjs';
import { instance as helper } from './helper.mjs';

it('sees', async () => {
  const left = process.env.LEFT ?? globalThis[Symbol.for('RETRY_TIMES')] ?? null;
  process.env.LEFT = 'of ${name}';
  import.meta.jest.retryTimes(1);
  const seen = { source, later: (await later()).instance, helper, left, test: expect.getState().currentTestName };
  appendFileSync('seen', JSON.stringify(seen) + '\\n');
  if ('${name}' === 'failing') throw new TypeError('This one is meant to fail.');
});
`;

const MODULE = `export const instance = Math.random().toString();\n`;

const FILES = {
  'package.json': '{"type": "module"}',
  'src/source.mjs': `${MODULE}export const later = () => import('./later.mjs');\n`,
  'src/later.mjs': MODULE,
  'test/helper.mjs': MODULE,
  'test/a.spec.mjs': spec('a'),
  'test/b.spec.mjs': spec('b'),
  'test/failing.spec.mjs': spec('failing'),
  'test/own.spec.mjs': spec('own', `/** @jest-environment ${setup('own-modules-environment.mjs')} */`),
  'jest.config.mjs': `export default {
    testMatch: ['**/*.spec.mjs'], moduleFileExtensions: ['mjs', 'js', 'json'], transform: {}, haste: { enableSymlinks: false },
    testEnvironment: '${setup('shared-modules-environment.mjs')}', runtime: '${setup('shared-modules-runtime.mjs')}',
  };`,
};

describe('files of tests that one process runs', () => {
  let folder: string;
  let output: string;
  let seen: Seen[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lyceum-modules-'));
    for (const name of ['src', 'test']) await mkdir(join(folder, name));
    for (const [path, content] of Object.entries(FILES)) await writeFile(join(folder, path), content);
    const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
    const args = ['--experimental-vm-modules', jest, '-i', '--no-cache'];
    output = await new Promise((done) =>
      execFile(process.execPath, args, { cwd: folder }, (_, _out, said) => done(said)),
    );
    seen = (await readFile(join(folder, 'seen'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const different = (member: keyof Seen) => new Set(seen.map((one) => one[member])).size;

  it('share the modules of src, also those that are imported later, unless they ask for their own', () => {
    expect({ files: seen.length, sources: different('source'), later: different('later') }).toEqual({
      files: 4,
      sources: 2,
      later: 2,
    });
  });

  it('have modules of test, variables and settings of Jest of their own', () => {
    expect(different('helper')).toBe(4);
    expect(seen.map(({ left }) => left)).toEqual([null, null, null, null]);
    expect(different('test')).toBe(1);
  });

  it('fail by themselves, with the line that failed', () => {
    expect(output).toMatch(/Tests: +1 failed, 3 passed, 4 total/);
    expect(output).toMatch(/This one is meant to fail[\s\S]*failing\.spec\.mjs:\d+/);
  });
});
