import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const ROSTERS = 'src/modules/learning/rosters';
/** What a row becomes, as it is written beside the reasons, and an import. */
const OUTCOMES: ReadonlySet<string> = new Set([
  ...['added', 'changed', 'moved', 'removed', 'unchanged', 'rejected', 'failed'],
]);
/** What those who write classes and offerings refuse, and the database with them. */
const REFUSALS = [
  ...['validation_failed', 'forbidden', 'course_name_taken', 'external_id_taken'],
  ...['offering_exists', 'offering_full', 'offering_archived', 'logs_outside_offering'],
];

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Of a type that is a union of them. */
function codesOf(type: string, file: string): readonly string[] {
  const union = new RegExp(`type ${type} =([^;]+);`).exec(read(`${ROSTERS}/file/${file}`))?.[1] ?? '';
  return [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code!);
}

/** Of cells, lines and files, and of the rows: after their column, or as what a row becomes. */
function reasons(): string[] {
  const ofCells = [...codesOf('CellFault', 'roster-cells.ts'), ...codesOf('FileFault', 'roster-file.ts')];
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
    expect.arrayContaining(['is_email', 'no_place', 'no_member', 'is_withdrawn', 'changed_since', 'forgotten']),
  );
  expect(codes.filter((code) => !texts[`imports.reason.${code}`])).toEqual([]);
  const refusals = codesOf('Refusal', 'refused-file.ts');
  expect(refusals).toContain('is_no_archive');
  expect(refusals.filter((code) => !texts[`imports.fault.${code}`])).toEqual([]);
});
