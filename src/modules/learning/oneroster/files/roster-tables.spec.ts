import { exactLines, manifestLines, ROSTER_TABLES } from './roster-tables.js';

describe('the files of a roster', () => {
  it('are written to the letter', () => {
    expect(
      exactLines([
        ['a', null, undefined, '=1', 'x,y'],
        ['"', 'two\nlines', ' ', '-', 7],
      ]),
    ).toBe('a,,,=1,"x,y"\r\n"""","two\nlines"," ",-,7\r\n');
  });

  it('have a line for each record, and one for each role', () => {
    const person = {
      ...{
        sourcedId: 'p',
        status: 'active',
        dateLastModified: 'x',
        enabledUser: 'true',
        username: 'a@b.c',
        email: 'a@b.c',
      },
      ...{ givenName: 'Ada', familyName: '-', 'roles.role': ['student', 'teacher'], 'roles.org.sourcedId': 'o' },
      'primaryOrg.sourcedId': 'o',
    };
    const lines = (name: string) => exactLines(ROSTER_TABLES.find((one) => one.name === name)!.linesOf(person));
    expect(lines('users')).toBe('p,,,true,a@b.c,,Ada,-,,,a@b.c,,,,,,,,,,o,\r\n');
    expect(lines('roles')).toBe('p-student,,,p,primary,student,,,o,\r\np-teacher,,,p,secondary,teacher,,,o,\r\n');
  });

  it('are named in the manifest, with those that are not there', () => {
    const manifest = new Map(manifestLines('lyceum.example').map(([name, value]) => [name, value]));
    expect([...manifest.values()].filter((mode) => mode === 'bulk')).toHaveLength(ROSTER_TABLES.length);
    expect([manifest.get('oneroster.version'), manifest.get('file.demographics')]).toEqual(['1.2', 'absent']);
  });
});
