import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const ROSTERS = 'src/modules/learning/rosters';
/** What a row becomes, as it is written beside the reasons. */
const OUTCOMES: ReadonlySet<string> = new Set(['added', 'changed', 'moved', 'removed', 'unchanged', 'rejected']);
/** What those who write classes and offerings refuse, and the database with them. */
const REFUSALS = [
  ...['validation_failed', 'forbidden', 'course_name_taken', 'external_id_taken'],
  ...['offering_exists', 'offering_full', 'offering_archived', 'logs_outside_offering'],
];

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Of the cells, and of the rows: after their column, or as what a row becomes. */
function reasons(): string[] {
  const cells = /type CellFault = ([^;]+);/.exec(read(`${ROSTERS}/file/roster-cells.ts`))?.[1] ?? '';
  const ofCells = [...cells.matchAll(/'(\w+)'/g)].map(([, code]) => code);
  const sources = readdirSync(join(ROOT, ROSTERS), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const ofRows = sources.flatMap((path) =>
    [...read(`${ROSTERS}/${path}`).matchAll(/(?:THEN '|reason = '|'(?!node:)\w*:)(\w{3,})'/g)].map(([, code]) => code),
  );
  return [...new Set([...ofCells, ...ofRows, ...REFUSALS])].filter(
    (code): code is string => code !== undefined && !OUTCOMES.has(code),
  );
}

it.each(['en', 'fr'])('the page of an import has words for every reason in %s', (language) => {
  const texts = JSON.parse(read(`admin/src/texts/courses.${language}.json`)) as Readonly<Record<string, string>>;
  const codes = reasons();
  expect(codes).toEqual(
    expect.arrayContaining(['is_email', 'no_member', 'is_withdrawn', 'changed_since', 'forgotten']),
  );
  expect(codes.filter((code) => !texts[`imports.reason.${code}`])).toEqual([]);
});
