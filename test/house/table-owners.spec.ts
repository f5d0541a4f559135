import { readdir, readFile } from 'node:fs/promises';
import { entities } from '../../src/apps/entities.js';
import { tablesDeclaredIn, tablesNamedIn } from './table-names.js';
import { repositoryFile } from './tool-run.js';

/** Contents by path below `src/`. */
type Sources = ReadonlyMap<string, string>;

/** The feature (`modules/<area>/<feature>`), or `infra`, that a file belongs to. */
function homeOf(path: string): string {
  const [top = '', ...folders] = path.split('/');
  return top === 'modules' ? [top, ...folders.slice(0, 2)].join('/') : top;
}

/** Who owns a table: where its entity lies. */
function ownersOf(sources: Sources): Map<string, string> {
  const declared = [...sources]
    .filter(([path]) => path.endsWith('.entity.ts'))
    .flatMap(([path, source]) =>
      tablesDeclaredIn(path, source).map((table): [string, string] => [table, homeOf(path)]),
    );
  return new Map(declared);
}

/** Where SQL names a table of somebody else. */
function breachesIn(sources: Sources, owners: ReadonlyMap<string, string>): string[] {
  const tables = new Set(owners.keys());
  return [...sources].flatMap(([path, source]) =>
    tablesNamedIn(path, source, tables)
      .filter(({ table }) => owners.get(table) !== homeOf(path))
      .map(({ table, line }) => `${path}:${line} names ${table}, which belongs to ${owners.get(table)}`),
  );
}

async function readSources(): Promise<Sources> {
  const files = await readdir(repositoryFile('src'), { recursive: true });
  // What a test says about a table it may say with its name.
  const paths = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  return new Map(
    await Promise.all(
      paths.map(async (path): Promise<[string, string]> => [
        path,
        await readFile(repositoryFile(`src/${path}`), 'utf8'),
      ]),
    ),
  );
}

describe('the tables', () => {
  let sources: Sources;
  let owners: ReadonlyMap<string, string>;

  beforeAll(async () => {
    sources = await readSources();
    owners = ownersOf(sources);
  });

  it('are named in the SQL of their owners alone', () => {
    expect(breachesIn(sources, owners)).toEqual([]);
  });

  it('have one owner each, which is found', () => {
    expect(owners.size).toBe(entities.length);
    expect(owners.get('claims')).toBe('modules/scheduling/claims');
    expect(owners.get('outbox_messages')).toBe('infra');
  });

  it.each([
    ['reads a table', 'sql.query("x", `SELECT 1 FROM claims`)'],
    ['joins it', 'sql.query("x", `SELECT 1 FROM rooms b JOIN claims ON claims.room_id = b.id`)'],
    ['lists it after another', 'sql.query("x", `SELECT 1 FROM unnest($1::uuid[]) AS w (id), claims c WHERE true`)'],
    ['writes to it', 'sql.query("x", `INSERT INTO "claims" (id) VALUES ($1)`)'],
    ['changes it in a part of a statement', 'sql.query("x", `WITH a AS (UPDATE claims SET lane = 0) SELECT 1`)'],
    ['deletes by it', 'sql.query("x", `DELETE FROM rooms b USING claims c WHERE c.room_id = b.id`)'],
    ['names it in a fragment', 'const free = `NOT EXISTS (${`claims c WHERE c.lane = 0`})`'],
    ['names a column of it', 'const own = `WHERE claims.lane = 0`'],
    ['gives its name to a query builder', `manager.createQueryBuilder().from('claims', 'c')`],
  ])('may not be named elsewhere: a feature that %s is found', (_what, code) => {
    const stranger = 'modules/learning/courses/courses.repository.ts';

    expect(breachesIn(new Map([[stranger, `\n${code};\n`]]), owners)).toEqual([
      `${stranger}:2 names claims, which belongs to modules/scheduling/claims`,
    ]);
  });

  it.each([
    ['a sentence', `log.info('claims come from bookings')`],
    ['a common table expression', 'sql.query("x", `WITH claims AS (SELECT 1) SELECT * FROM claims`)'],
    ['a column', 'sql.query("x", `SELECT claims FROM courses WHERE claims > 1 ORDER BY claims`)'],
    ['a text', `sql.query("x", "SELECT 1 FROM courses WHERE kind = 'claims'")`],
  ])('are not confused with %s of the same name', (_what, code) => {
    expect(breachesIn(new Map([['modules/learning/courses/course.ts', code]]), owners)).toEqual([]);
  });
});
