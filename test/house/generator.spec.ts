import { execFileSync } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { generateFeature } from '../../tools/generate/generate-feature.mjs';
import { singularOf, wordsOf } from '../../tools/generate/words.mjs';
import { repositoryFile, runTool, writeProject } from './tool-run.js';

/** That the feature builds, keeps the rules and passes its tests is what `.ci/generated-feature.mjs` shows. */
describe('npm run generate feature', () => {
  const tags = { area: 'learning', names: 'lesson-tags', name: 'lesson-tag', timestamp: 1_795_000_000_000 };
  let root: string;
  let files: string[];

  beforeAll(async () => {
    root = await writeProject({
      'src/apps/features.ts': await readFile(repositoryFile('src/apps/features.ts'), 'utf8'),
      'src/modules/people/users/users.feature.ts': '',
      '.prettierrc.json': await readFile(repositoryFile('.prettierrc.json'), 'utf8'),
    });
    files = await generateFeature(root, tags);
  });

  afterAll(() => rm(root, { recursive: true }));

  it('writes a folder with everything that a feature has, a migration and tests', () => {
    const parts = ['controller', 'errors', 'events', 'feature', 'http.module', 'module', 'policy', 'repository'];
    expect(files).toEqual(
      expect.arrayContaining([
        ...[...parts, 'service', 'user-data'].map((part) => `src/modules/learning/lesson-tags/lesson-tags.${part}.ts`),
        'src/modules/learning/lesson-tags/lesson-tags.policy.spec.ts',
        'src/modules/learning/lesson-tags/entities/lesson-tag.entity.ts',
        'migrations/1795000000000-lesson-tags.ts',
        'test/e2e/lesson-tags/lesson-tags.e2e.spec.ts',
        'test/e2e/lesson-tags/lesson-tags.world.ts',
      ]),
    );
  });

  it('adds the one line to the list of features', async () => {
    const list = await readFile(join(root, 'src/apps/features.ts'), 'utf8');
    expect(list.match(/^ {2}lessonTagsFeature,$/gm)).toHaveLength(1);
    expect(list).toContain(
      `import { lessonTagsFeature } from '../modules/learning/lesson-tags/lesson-tags.feature.js';`,
    );
  });

  it('leaves nothing to fill in, and everything formatted', async () => {
    for (const file of files) expect(await readFile(join(root, file), 'utf8')).not.toMatch(/\{\{\w/);
    expect(await runTool('prettier', ['--check', ...files], root)).toMatchObject({ exitCode: 0 });
  });

  it('refuses a name that is taken, in whatever area', async () => {
    await expect(generateFeature(root, tags)).rejects.toThrow('There is a feature src/modules/learning/lesson-tags.');
    await expect(generateFeature(root, { ...tags, names: 'users', name: 'user' })).rejects.toThrow('people/users');
  });

  it.each([['feature', 'Tags'], ['feature', '../tags'], ['feature', 'sheep'], ['feature'], ['thing', 'tags'], []])(
    'says how it is used for %j %j',
    (...args) => {
      const run = () =>
        execFileSync('node', [repositoryFile('tools/generate.mjs'), ...args.filter(Boolean)], { stdio: 'pipe' });
      expect(run).toThrow(expect.objectContaining({ status: 2 }));
    },
  );

  it('wrote nothing for what it refused', async () => {
    await expect(stat(repositoryFile('src/modules/learning/sheep'))).rejects.toThrow('ENOENT');
  });
});

describe('the words of a feature', () => {
  it.each([
    ['tags', 'tag'],
    ['categories', 'category'],
    ['classes', 'class'],
    ['boxes', 'box'],
    ['courses', 'course'],
    ['course-notes', 'course-note'],
  ])('know that one of %s is %s', (plural, singular) => expect(singularOf(plural)).toBe(singular));

  it('are spelled for every place', () =>
    expect(wordsOf('open-hours', 'open-hour')).toMatchObject({
      Names: 'OpenHours',
      Name: 'OpenHour',
      NAME: 'OPEN_HOUR',
      camel: 'openHour',
      table: 'open_hours',
      Words: 'Open hours',
      aWord: 'an open hour',
    }));
});
