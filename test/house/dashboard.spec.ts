import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { buildDashboard } from '../../admin/tools/build.mjs';
import { repositoryFile } from './tool-run.js';

const MOST_KILOBYTES = 250;

/** The texts of each file: those of the first page, and those that come with other pages. */
function filesOfTexts(language: string): Promise<Record<string, string>[]> {
  const files = [language, `admin.${language}`, `courses.${language}`, `joining.${language}`, `offer.${language}`].map(
    (name) => repositoryFile(`admin/src/texts/${name}.json`),
  );
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as Record<string, string>));
}

/** All texts. */
async function textsIn(language: string): Promise<Record<string, string>> {
  return Object.assign({}, ...(await filesOfTexts(language))) as Record<string, string>;
}

describe('the dashboard', () => {
  it('is small enough for a telephone: what its first page loads, compressed', async () => {
    await buildDashboard();
    const page = await readFile(repositoryFile('dist/admin/index.html'), 'utf8');
    const named = [...page.matchAll(/(?:src|href)="\/app\/(assets\/[^"]+)"/g)].map(([, path = '']) => path);
    // One language comes with it.
    const english = (await readdir(repositoryFile('dist/admin/assets'))).filter((name) => /^en-[^.]+\.js$/.test(name));
    const loaded = [...named, ...english.map((name) => `assets/${name}`)];
    const sizes = await Promise.all(
      loaded.map(async (path) => gzipSync(await readFile(repositoryFile(`dist/admin/${path}`)), { level: 9 }).length),
    );
    const kilobytes = (page.length + sizes.reduce((sum, size) => sum + size, 0)) / 1000;

    expect(loaded).toHaveLength(3);
    expect(kilobytes).toBeGreaterThan(100);
    expect(kilobytes).toBeLessThanOrEqual(MOST_KILOBYTES);
  });

  it('says everything in every language, with the same values filled in', async () => {
    const valuesIn = (texts: Record<string, string>) =>
      Object.entries(texts).map(([key, text]) => [key, [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name)]);
    const [english, french] = await Promise.all(['en', 'fr'].map(textsIn));

    expect(valuesIn(french!)).toEqual(valuesIn(english!));
  });

  it('has no text of one page in place of that of another', async () => {
    const keys = (await filesOfTexts('en')).flatMap((texts) => Object.keys(texts));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('says every documented problem in French', async () => {
    const documented = await readFile(repositoryFile('docs/errors.md'), 'utf8');
    const codes = [...documented.matchAll(/<a id="(\w+)"><\/a>/g)].map(([, code]) => code);
    const { problems } = JSON.parse(await readFile(repositoryFile('admin/src/texts/problems.fr.json'), 'utf8')) as {
      readonly problems: Record<string, { readonly title: string }>;
    };
    expect(codes.length).toBeGreaterThan(50);
    expect(Object.keys(problems).sort()).toEqual(codes.sort());
  });

  it('says faults at the fields: forms and inputs are those that do', async () => {
    const folder = repositoryFile('admin/src');
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.tsx'));
    const others: string[] = [];
    for (const name of names) {
      const code = await readFile(`${folder}/${name}`, 'utf8');
      const [, taken = ''] = /import \{([^}]*)\} from '@mantine\/core'/.exec(code) ?? [];
      const hasPlainInput =
        /\b(TextInput|Textarea|NativeSelect|NumberInput|PasswordInput|Checkbox|FileButton|FileInput)\b/.test(taken);
      if (hasPlainInput && !name.startsWith('shell/fields/')) others.push(name);
      if (/<form\b|component="form"/.test(code) && name !== 'shell/form.tsx') others.push(name);
    }
    // Its form chooses nothing that the server could refuse.
    expect(others).toEqual(['schedules/copy-dialog.tsx']);
  });

  it('has no text that nothing shows', async () => {
    const folder = repositoryFile('admin/src');
    const names = (await readdir(folder, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
    const code = (await Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')))).join('\n');
    const texts = await textsIn('en');
    // What ends with a value of the API is put together: `booking.attendee.${answer}`.
    const isShown = (key: string) =>
      code.includes(`'${key}'`) ||
      code.includes(`"${key}"`) ||
      code.includes(`\`${key.slice(0, key.lastIndexOf('.'))}.\${`);

    expect(Object.keys(texts).filter((key) => !isShown(key))).toEqual([]);
  });
});
