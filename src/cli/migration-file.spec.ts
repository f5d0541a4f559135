import { runInNewContext } from 'node:vm';
import { migrationClass, migrationFile } from './migration-file.js';

/** Evaluates the template literals. */
function queriesIn(source: string): string[] {
  return [...source.matchAll(/runner\.query\((`(?:[^`\\]|\\.)*`)\)/gs)].map(
    ([, text = '']) => runInNewContext(text) as string,
  );
}

describe('the file of a migration', () => {
  it('has every statement as it is, whatever characters are in it', () => {
    const queries = [String.raw`ALTER TABLE "t" ADD CHECK (c ~ '^\d+\\$')`, "COMMENT ON TABLE t IS 'a `b` ${c} $5'"];
    expect(queriesIn(migrationFile('Some1', queries, ['DROP TABLE "t"']))).toEqual([...queries, 'DROP TABLE "t"']);
  });

  it('is called by its name and its time', () => {
    expect(migrationClass('add-lesson-colours', 1_795_000_000_000)).toBe('AddLessonColours1795000000000');
  });
});
