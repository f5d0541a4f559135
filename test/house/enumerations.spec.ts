import { readdir, readFile } from 'node:fs/promises';
import { repositoryFile } from './tool-run.js';

/** A member whose type is a union of texts, with what stands above it up to the member before. */
const UNION = /(?:^|[;{}])((?:[^;{}]|\{[^}]*\})*?)\n\s+(\w+)\??: '[^']*'(?: \| (?:'[^']*'|null))+;/g;

function undeclaredIn(path: string, source: string): string[] {
  return [...source.matchAll(UNION)]
    .filter(([, above]) => !/@(EnumField|ApiProperty)\(/.test(above ?? ''))
    .map(([, , member]) => `${path}: ${member}`);
}

/** The compiler orders them as it happens to meet their texts, so the document would differ from build to build. */
describe('the values of a member', () => {
  it('are listed by a decorator, in an order, and never read off a union of texts', async () => {
    const files = (await readdir(repositoryFile('src'), { recursive: true })).filter((file) =>
      file.endsWith('.dto.ts'),
    );
    expect(files.length).toBeGreaterThan(40);
    const found = await Promise.all(
      files.map(async (file) => undeclaredIn(file, await readFile(repositoryFile(`src/${file}`), 'utf8'))),
    );
    expect(found.flat()).toEqual([]);
  });

  it.each([
    ["class A {\n  state: 'on' | 'off';\n}", ['a.dto.ts: state']],
    ["class A {\n  id: string;\n  state?: 'on' | 'off' | null;\n}", ['a.dto.ts: state']],
    ["class A {\n  @EnumField(['on', 'off'], { name: 'State' })\n  state: 'on' | 'off';\n}", []],
  ])('are found missing in %s', (source, missing) => {
    expect(undeclaredIn('a.dto.ts', source)).toEqual(missing);
  });
});
