import { createStructure } from '../../factories/course.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAllVerified } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';
import { ROSTER_COLUMNS, ROSTER_KINDS } from '../../../src/modules/learning/rosters/roster-kinds.js';

let owner: Person;
let member: Person;
let organizationId: string;

beforeAll(async () => {
  [owner, member] = (await signUpAllVerified(new ApiClient(sharedSystem().apiUrl), 'Ada', 'Alan')) as [Person, Person];
  organizationId = await createOrganization(owner);
  await addMember(owner, organizationId, member);
  await createStructure(owner, organizationId);
});

const coded = ({ status, body }: ApiResponse) => [status, body.code];

async function upload(kind: string, content: string): Promise<string> {
  const { id } = (await owner.api.post('/roster-imports', { organizationId, kind })).body;
  const part = { number: 1, content: Buffer.from(content).toString('base64') };
  expect((await owner.api.post(`/roster-imports/${id}/parts`, part)).status).toBe(204);
  return `/roster-imports/${id}`;
}

async function checked(path: string): Promise<ApiResponse['body']> {
  expect((await owner.api.post(`${path}/check`)).status).toBe(202);
  const { body } = await eventually(
    () => owner.api.get(path),
    (answer) => answer.body.state !== 'checking',
  );
  return body;
}

describe('a file of a roster', () => {
  it.each(ROSTER_KINDS)('of %s begins as a template that is read as it is', async (kind) => {
    const template = await owner.api.get('/roster-templates', { query: { kind } });
    expect([template.status, template.headers.get('Content-Disposition')]).toEqual([
      200,
      `attachment; filename="${kind}.csv"`,
    ]);
    const [header, row, end] = template.text.replace('\uFEFF', '').split('\r\n');
    expect([header!.split(','), row!.split(',').length, end]).toEqual([
      ROSTER_COLUMNS[kind].map(({ name }) => name),
      ROSTER_COLUMNS[kind].length,
      '',
    ]);
    const roster = await checked(await upload(kind, template.text));
    expect(roster).toMatchObject({ state: 'ready', fault: null, ignoredColumns: [] });
  });

  it('has a report to download, of all rows or those of an outcome', async () => {
    const lines = ['email,student_number', `${member.email},N-1`, 'nobody,N-2', `"new@example.test",=N-3`];
    const path = await upload('students', lines.join('\n'));
    expect((await checked(path)).counts).toMatchObject({ added: 2, rejected: 1, waiting: 1 });
    const report = async (query: object = {}) => {
      const { status, text } = await owner.api.get(`${path}/rows/export`, { query: { ...query } });
      expect(status).toBe(200);
      return text.replace('\uFEFF', '').split('\r\n').slice(0, -1);
    };
    const [header, ...rows] = await report();
    expect(header).toBe(
      'line,outcome,column,reason,is_waiting,external_id,email,name,offering,student,module_code,changes',
    );
    expect(rows).toEqual([
      expect.stringMatching(`^2,added,,,false,,${member.email},,,,,`),
      '3,rejected,email,is_email,false,,nobody,,,,,',
      expect.stringMatching(/^4,added,,,true,,new@example.test,,,,,/),
    ]);
    expect(await report({ outcome: 'rejected' })).toEqual([header, rows[1]]);
  });

  it('is for those who manage the courses', async () => {
    const path = await upload('students', 'email\n');
    const { api } = member;
    const part = { number: 2, content: 'YWFh' };
    for (const answer of [
      await api.post('/roster-imports', { organizationId, kind: 'students' }),
      await api.get(`/organizations/${organizationId}/roster-imports`),
      await api.get(path),
      await api.get(`${path}/rows`),
      await api.get(`${path}/rows/export`),
      await api.post(`${path}/parts`, part),
      await api.post(`${path}/check`),
      await api.post(`${path}/apply`),
      await api.post(`${path}/undo`),
      await api.delete(path),
    ])
      expect(coded(answer)).toEqual([403, 'forbidden']);
    expect((await owner.api.get(path)).body).toMatchObject({ state: 'uploading' });
  });
});
