import { readFile } from 'node:fs/promises';
import { repositoryFile } from './tool-run.js';

interface Package {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What fails in silence when it is loaded twice: each copy takes the objects of another for strangers. */
const ONCE = [
  'yjs',
  'lib0',
  'ws',
  'y-codemirror.next',
  '@codemirror/state',
  '@codemirror/view',
  '@codemirror/language',
];

describe('package-lock.json', () => {
  it.each(ONCE)('has one copy of %s', async (name) => {
    const { packages } = JSON.parse(await readFile(repositoryFile('package-lock.json'), 'utf8')) as {
      packages: object;
    };
    expect(Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`))).toEqual([
      `node_modules/${name}`,
    ]);
  });

  // npm leaves out the packages of other platforms when a registry does not offer them, and `npm ci` then refuses.
  it('lists the optional packages of every platform', async () => {
    const lock = JSON.parse(await readFile(repositoryFile('package-lock.json'), 'utf8'));
    const packages: Record<string, Package> = lock.packages;
    const wanted = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ path, name })),
    );

    expect(wanted.length).toBeGreaterThan(50);
    expect(
      wanted.filter(({ path, name }) => !foldersAbove(path).some((folder) => `${folder}${name}` in packages)),
    ).toEqual([]);
  });
});

/** Where Node looks for what a package imports: in its own `node_modules/`, then in each one above. */
function foldersAbove(path: string): string[] {
  const parents = [
    path,
    ...[...path.matchAll(/\/node_modules\//g)].map(({ index }) => path.slice(0, index)).reverse(),
    '',
  ];
  return parents.map((parent) => (parent === '' ? 'node_modules/' : `${parent}/node_modules/`));
}
