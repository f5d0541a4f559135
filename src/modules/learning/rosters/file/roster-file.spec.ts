import { RefusedFile } from './refused-file.js';
import { type FileRow, type FileSettings, RosterFile } from './roster-file.js';
import { decoded, encodingOf } from './roster-text.js';

const SETTINGS: FileSettings = { kind: 'enrolments', separator: 'auto', dateOrder: 'dayFirst' };

/** In pieces of three bytes, so that characters lie over their ends. */
function* pieces(content: Buffer): Generator<Buffer> {
  for (let start = 0; start < content.length; start += 3) yield content.subarray(start, start + 3);
}

async function read(content: string | Buffer, settings: Partial<FileSettings> = {}): Promise<FileRow[]> {
  const bytes = Buffer.from(content);
  const text = decoded(pieces(bytes), await encodingOf(pieces(bytes)));
  return all(new RosterFile({ ...SETTINGS, ...settings }, text).rows());
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

const student = async (content: string | Buffer) => (await read(content)).map(({ values }) => values['student']);
const ACCENTED = 'offering,student\nO1,Zoé\n';

describe('a file of a roster', () => {
  it.each([
    ['UTF-8', Buffer.from(ACCENTED)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${ACCENTED}`)],
    ['Windows-1252', Buffer.from(ACCENTED, 'latin1')],
    ['UTF-16', Buffer.from(`\uFEFF${ACCENTED}`, 'utf16le')],
  ])('is read in %s', async (_name, content) => expect(await student(content)).toEqual(['Zoé']));

  it.each([',', ';', '\t'])('is separated by %j', async (separator) => {
    expect(await student(`\uFEFFOffering${separator}Student\r\nO1${separator}"a,b;c"\r\n`)).toEqual(['a,b;c']);
  });

  it('has classes of any trimester that a year may have', async () => {
    const rows = await read('name,year,trimester\nA1,2027,12\nA1,2027,13\n', { kind: 'classes' });
    expect(rows.map(({ fault }) => fault?.column)).toEqual([undefined, 'trimester']);
  });

  it('has quotes over lines, empty lines and cells that are short of columns', async () => {
    const rows = await read('offering,student,status\r\n\r\nO1,"a ""b""\nc",\r\nO2,d\r\n');
    expect(rows).toEqual([
      { line: 4, values: { offering: 'O1', student: 'a "b" c', status: null }, fault: null },
      { line: 5, values: { offering: 'O2', student: 'd', status: null }, fault: null },
    ]);
  });

  it.each([
    ['dayFirst', '1/05/2023', '2023-05-01'],
    ['monthFirst', '1/05/2023', '2023-01-05'],
    ['monthFirst', '2023-05-01', '2023-05-01'],
    ['dayFirst', '31.12.2023', '2023-12-31'],
    ['dayFirst', '12/31/2023', null],
    ['dayFirst', '2023-02-30', null],
  ] as const)('has dates %s: %s', async (dateOrder, cell, day) => {
    const [row] = await read(`offering,student,start_date\nO1,S1,${cell}\n`, { dateOrder });
    expect(row?.fault ?? row?.values['start_date']).toEqual(day ?? { column: 'start_date', reason: 'is_date' });
  });

  it('rejects cells and not the file, and what is stored of them has no NUL', async () => {
    const rows = await read('offering,student,status\nO1,a\0b,\n,S1,\nO1,S1,gone\n');
    expect(rows.map(({ fault }) => fault)).toEqual([
      { column: 'student', reason: 'is_line' },
      { column: 'offering', reason: 'is_required' },
      { column: 'status', reason: 'is_in' },
    ]);
    expect(rows[0]?.values['student']).toBe('ab');
  });

  it.each([
    ['', 'is_empty', {}],
    ['offering,name\n', 'missing_column', { column: 'student' }],
    ['offering,student,offering\n', 'duplicate_column', { column: 'offering' }],
    ['offering,student\nO1,"S1\n', 'malformed', { line: 2 }],
  ])('is refused: %j', async (content, reason, place) => {
    const error: unknown = await read(content).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RefusedFile);
    expect(error).toMatchObject({ reason, place });
  });

  it('has as many rows as are allowed', async () => {
    const lines = 'A1,2027,1\n'.repeat(5_001);
    await expect(read(`name,year,trimester\n${lines}`, { kind: 'classes' })).rejects.toMatchObject({
      reason: 'too_many_rows',
      place: { line: 5_002 },
    });
  });
});
