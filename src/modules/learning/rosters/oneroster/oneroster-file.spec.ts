import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { RefusedFile } from '../file/refused-file.js';
import type { FileRow } from '../file/roster-file.js';
import type { RosterKind, RosterMode } from '../roster-kinds.js';
import { Archive } from './archive.js';
import { OneRosterFile } from './oneroster-file.js';
import { type Cells, LINES, tablesOf } from './oneroster-lines.js';

type Files = Readonly<Record<string, string>>;

const zipped = (files: Files): Promise<Buffer> => {
  const archive = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  return buffer(archive.outputStream);
};

const FILES: Files = {
  'manifest.csv': 'propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.users,bulk\n',
  'academicSessions.csv':
    'sourcedId,status,title,type,startDate,endDate,parentSourcedId,schoolYear\n' +
    'y,,2027,schoolYear,2027-01-11,2027-12-18,,2027\n' +
    't2,,Second,term,2027-05-03,2027-08-14,y,2027\nt1,,First,term,2027-01-11,2027-04-24,y,2027\n',
  'courses.csv': 'sourcedId,title,courseCode,orgSourcedId\nc1,Programming,CS101,o\nc2,Algebra,,o\n',
  'classes.csv':
    'sourcedId,status,title,classCode,classType,courseSourcedId,schoolSourcedId,termSourcedIds\n' +
    'k1,,Programming A,A1,scheduled,c1,o,"t1,t2"\nk2,tobedeleted,Algebra B,,scheduled,c2,o,t2\nk3,,Lost,L,scheduled,c9,o,t9\n',
  'users.csv':
    'sourcedId,status,enabledUser,username,givenName,familyName,identifier,email\n' +
    'u1,,true,ada,Ada,L,N1,ada@example.org\nu2,,true,grace@example.org,Grace,H,F1,\n' +
    'u3,active,false,x,X,Y,N3,x@example.org\nu4,,true,p,P,Q,,p@example.org\n',
  'roles.csv':
    'sourcedId,userSourcedId,roleType,role,orgSourcedId\nr1,u1,primary,student,o\nr2,u2,primary,teacher,o\n' +
    'r3,u3,primary,student,o\nr4,u4,primary,parent,o\n',
  'enrollments.csv':
    'sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n' +
    'e1,,k1,o,u1,student,,2027-01-11,\ne2,tobedeleted,k1,o,u3,student,,,\ne3,,k1,o,u9,teacher,false,,\n' +
    'e4,,k1,o,u2,teacher,true,,\ne5,,k1,o,u4,aide,,,\n',
  'demographics.csv': 'sourcedId\nu1\n',
};

async function read(kind: RosterKind, files: Files | Buffer = FILES, mode: RosterMode = 'delta'): Promise<FileRow[]> {
  const defaults = { defaultIntake: 'January', defaultCohort: 'Day', defaultMode: 'online' };
  const archive = Buffer.isBuffer(files) ? files : await zipped(files);
  const file = new OneRosterFile({ kind, mode, ...defaults }, await Archive.open(archive), 1_000);
  const rows: FileRow[] = [];
  for await (const row of file.rows()) rows.push(row);
  return rows;
}

/** Long, and unlike each other, so that they take many blocks. */
const users = () =>
  `sourcedId,role,email\n${Array.from({ length: 900 }, (_, n) => `${createHash('md5').update(`${n}`).digest('hex')},student,u${n}@example.org`).join('\n')}`;

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error: unknown) => {
      if (!(error instanceof RefusedFile)) throw error;
      return [error.reason, error.place.column].filter(Boolean).join(' ');
    },
  );

describe('an archive of OneRoster', () => {
  it('has people by their roles, and says who has no place', async () => {
    const students = await read('students');
    expect(students.map(({ values, fault }) => [values, fault])).toEqual([
      [{ external_id: 'u1', email: 'ada@example.org', student_number: 'N1' }, null],
      [{ external_id: 'u3', email: 'x@example.org', student_number: 'N3', status: 'archived' }, null],
      [
        { external_id: 'u4', email: 'p@example.org' },
        { column: 'role', reason: 'no_place' },
      ],
    ]);
    const facilitators = (await read('facilitators')).map(({ values }) => values);
    expect(facilitators).toEqual([{ external_id: 'u2', email: 'grace@example.org', employee_id: 'F1' }]);
  });

  it('has people by the role in their own line, as in 1.1', async () => {
    const users = 'sourcedId,role,email\nu1,student,a@example.org\nu2,teacher,b@example.org\n';
    expect((await read('facilitators', { 'users.csv': users })).map(({ values }) => values['external_id'])).toEqual([
      'u2',
    ]);
  });

  it('has classes and offerings in their terms, with whoever teaches them first', async () => {
    const [first, second, lost] = await read('offerings');
    expect(first).toEqual({
      line: 2,
      fault: null,
      values: {
        ...{ external_id: 'k1', module_code: 'CS101', year: '2027', trimester: 1, class: 'A1' },
        ...{ intake: 'January', cohort: 'Day', mode: 'online', start_date: '2027-01-11', end_date: '2027-04-23' },
        facilitator: 'u2',
      },
    });
    expect(second!.values).toMatchObject({
      module_code: 'Algebra',
      trimester: 2,
      class: 'Algebra B',
      status: 'archived',
    });
    expect(lost!.fault).toEqual({ column: 'module_code', reason: 'is_required' });
    // As in archives whose years are not listed.
    const term = 'sourcedId,title,type,startDate,endDate,schoolYear\nt1,First,term,2027-01-11,2027-04-24,2028\n';
    const classes = FILES['classes.csv']!;
    const [unlisted] = await read('classes', { 'classes.csv': classes, 'academicsessions.csv': term });
    expect(unlisted!.values).toMatchObject({ year: '2028', trimester: 1 });
    expect((await read('classes')).map(({ values: { name, trimester } }) => [name, trimester])).toEqual([
      ...[
        ['A1', 1],
        ['Algebra B', 2],
        ['L', ''],
      ],
    ]);
  });

  it('has enrolments of students', async () => {
    expect((await read('enrolments')).map(({ values, fault }) => fault?.reason ?? values)).toEqual([
      { external_id: 'e1', offering: 'k1', student: 'u1', start_date: '2027-01-11' },
      { external_id: 'e2', offering: 'k1', student: 'u3', status: 'withdrawn' },
      'no_place',
    ]);
  });

  it('says which names it does not know, in rows, and takes nothing from a whole file that is none', async () => {
    const { 'users.csv': users = '', ...others } = FILES;
    const misspelt = { ...others, 'user.csv': users };
    expect((await read('students', misspelt)).map(({ values, fault }) => [values['file'], fault?.reason])).toEqual([
      ['user.csv', 'unknown_file'],
      ['users.csv', 'missing_file'],
    ]);
    const header = { ...FILES, 'users.csv': users.replace('sourcedId', 'sourceId') };
    expect((await read('students', header)).every(({ fault }) => fault !== null)).toBe(true);
    const changes = { ...FILES, 'manifest.csv': 'propertyName,value\nfile.users,delta\n' };
    expect([
      await refusal(read('students', misspelt, 'full')),
      await refusal(read('students', { ...FILES, 'classes.csv': 'sourcedId\nk1\n' }, 'full')),
      await refusal(read('classes', { ...FILES, 'classes.csv': 'sourcedId\nk1\n' }, 'full')),
      await refusal(read('students', changes, 'full')),
      await refusal(read('students', FILES, 'full')),
    ]).toEqual(['missing_file users.csv', 'taken', 'missing_column termSourcedIds', 'is_delta users.csv', 'taken']);
  });

  it('is refused when it is none, or is made to fill a memory', async () => {
    const bomb = zipped({ 'users.csv': '\0'.repeat(8 * 1024 * 1024) });
    const many = zipped(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`${n}.csv`, ''])));
    const twice = zipped({ 'a/users.csv': '', 'b/users.csv': '' });
    const damaged = (await zipped(FILES)).fill(7, 60, 90);
    const lines = Array.from({ length: 1_000 }, (_, n) => `${n}`).join('\n');
    const late = await zipped({ 'users.csv': users() });
    late.fill(7, late.length - 2000, late.length - 300);
    const opened = async (bytes: Buffer) => {
      const archive = await Archive.open(bytes);
      for (const name of archive.names) await buffer(archive.read(name));
    };
    expect([
      await refusal(opened(Buffer.from('sourcedId\n'))),
      await refusal(opened(await bomb)),
      await refusal(opened(await many)),
      await refusal(opened(await twice)),
      await refusal(opened(damaged)),
      await refusal(read('students', late)),
      await refusal(read('students', { 'users.csv': 'sourcedId\n', 'roles.csv': `role\n${lines}` })),
    ]).toEqual([
      ...['is_no_archive', 'too_large users.csv', 'too_many_files', 'duplicate_file users.csv'],
      ...['is_no_archive manifest.csv', 'is_no_archive users.csv', 'too_many_rows roles.csv'],
    ]);
  });

  it('is read in the time of its lines, however often they name the same', async () => {
    async function* lines(cells: (n: number) => Cells, times: number) {
      for (let n = 0; n < times; n += 1) yield await Promise.resolve({ cells: cells(n) });
    }
    const people = await tablesOf('students', () => lines(() => ({ usersourcedid: 'u', role: 'student' }), 200_000));
    expect([...people.withRole.student]).toEqual(['u']);
    const session = (n: number) => ({ sourcedid: `s${n}`, type: 'term', startdate: `${n}`, parentsourcedid: 'y' });
    const terms = await tablesOf('classes', () => lines(session, 30_000));
    const nobody = { defaultIntake: null, defaultCohort: null, defaultMode: null };
    const classes = Array.from({ length: 3_000 }, (_, n) => LINES.classes({ termsourcedids: `s${n}` }, terms, nobody));
    expect(new Set(classes.map((line) => line?.cells['trimester'])).size).toBe(3_000);
  });
});
