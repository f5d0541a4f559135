import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { buildDashboard } from '../../admin/tools/build.mjs';
import { repositoryFile } from './tool-run.js';

const DIST = repositoryFile('dist/room/assets');
/** What is loaded before people and chat are there, and with the editor; compressed. */
const MOST_KILOBYTES = { first: 65, withEditor: 185 };

const textOf = (name: string) => readFile(`${DIST}/${name}`, 'utf8');
const kilobytesOf = async (names: readonly string[]) => {
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await textOf(name), { level: 9 }).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
};

describe('the page of a room', () => {
  beforeAll(() => buildDashboard(), 60_000);

  it('is small enough for a telephone, and small at first', async () => {
    const page = await readFile(repositoryFile('dist/room/index.html'), 'utf8');
    const first = [...page.matchAll(/(?:src|href)="\/rooms\/assets\/([^"]+)"/g)].map(([, name = '']) => name);
    expect(first).toHaveLength(2);
    expect(await kilobytesOf(first)).toBeLessThanOrEqual(MOST_KILOBYTES.first);

    const [editor = ''] = (await readdir(DIST)).filter((name) => /^editor-[^.]+\.js$/.test(name));
    const imported = [...(await textOf(editor)).matchAll(/from"\.\/([^"]+)"/g)].map(([, name = '']) => name);
    const all = new Set([...first, editor, ...imported]);
    expect(await kilobytesOf([...all])).toBeLessThanOrEqual(MOST_KILOBYTES.withEditor);
  });

  it('has one copy of Yjs', async () => {
    const scripts = (await readdir(DIST)).filter((name) => name.endsWith('.js'));
    const texts = await Promise.all(scripts.map(textOf));
    // The library warns of another copy by this text.
    expect(texts.filter((text) => text.includes('Yjs was already imported'))).toHaveLength(1);
  });

  it('says everything in every language, with the same values filled in', async () => {
    const textsOf = async (language: string) =>
      JSON.parse(await readFile(repositoryFile(`admin/room/texts/${language}.json`), 'utf8')) as Record<string, string>;
    const valuesIn = (texts: Record<string, string>) =>
      Object.entries(texts).map(([key, text]) => [
        key,
        [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
      ]);
    const [english, french] = await Promise.all(['en', 'fr'].map(textsOf));
    expect(valuesIn(french!)).toEqual(valuesIn(english!));
  });

  it('has no text that nothing shows', async () => {
    const folder = repositoryFile('admin/room');
    const names = (await readdir(folder)).filter((name) => /\.tsx?$/.test(name));
    const code = (await Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')))).join('\n');
    const texts = JSON.parse(await readFile(`${folder}/texts/en.json`, 'utf8')) as Record<string, string>;
    const isShown = (key: string) =>
      code.includes(`'${key}'`) || code.includes(`\`${key.slice(0, key.lastIndexOf('.'))}.\${`);
    expect(Object.keys(texts).filter((key) => !isShown(key))).toEqual([]);
  });
});
