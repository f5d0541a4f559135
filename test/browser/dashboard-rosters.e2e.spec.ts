import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { createCourseThing } from '../factories/course.js';
import { addMember, createOrganization } from '../factories/organization.js';
import { type Person, signUpAllVerified } from '../factories/person.js';
import { createRunningOffering } from '../factories/reflection.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { holdTable } from '../support/table-lock.js';
import { button, expectSound, LIGHT_TELEPHONE, openDashboard, signInAs } from './dashboard.js';
import { expectSoon } from './expect-soon.js';

const { apiUrl } = sharedSystem();
const db = sharedDatabase();

let browser: TestBrowser;
let owner: Person;
let teacher: Person;
let organizationId: string;

/** An offering with one student, and a member who is nothing in it. */
beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
  [owner, teacher] = (await signUpAllVerified(new ApiClient(apiUrl), 'Ada', 'Alan')) as [Person, Person];
  ({ organizationId } = await createRunningOffering(owner, [owner]));
  await addMember(owner, organizationId, teacher);
});

afterEach(() => browser.closePages());

afterAll(() => Promise.all([browser.close(), db.end()]));

it('shows what a file would change before it does, again when the courses changed, and takes it back', async () => {
  const studentNumbers = async () => {
    const { body } = await owner.api.get(`/students?organizationId=${organizationId}&isActive=true`);
    return body.data.map(({ studentNumber }: { studentNumber: string | null }) => studentNumber);
  };
  const lines = [
    'external_id,email,student_number',
    `S1,${owner.email},N-1`,
    `S2,${teacher.email},N-2`,
    'S3,nobody,N-3',
  ];
  const board = await openDashboard(browser, apiUrl, '/courses/imports', {
    reducedMotion: 'reduce',
    expectedTrouble: /409/,
  });
  await signInAs(board, owner.email, owner.password);
  const file = board.locator('input[type=file]');
  await file.setInputFiles({ name: 'roster.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK') });
  await board.getByText('That is a workbook.').waitFor();
  await file.setInputFiles({ name: 'students.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) });
  await expectSound(board, LIGHT_TELEPHONE.slice(0, 1));
  await button(board, 'Show what would change').click();
  await board.getByText('Nothing is written yet.').waitFor();
  const rejected = board.getByRole('row', { name: 'nobody' });
  await rejected.getByText('E-mail address: is no e-mail address').waitFor();
  await expectSound(board, LIGHT_TELEPHONE);
  await board.getByRole('link', { name: 'Changed 1' }).click();
  await rejected.waitFor({ state: 'detached' });
  await board
    .getByRole('row', { name: owner.email })
    .getByText(/^Student number: was –.*becomes N-1$/)
    .waitFor();
  expect(await studentNumbers()).toEqual([null]);

  await createCourseThing(owner, '/modes', { organizationId, name: 'by post' });
  const apply = async () => {
    await button(board, 'Apply…').click();
    await button(board, 'Apply it').click();
  };
  await apply();
  await board.getByText('The courses changed since this was looked at').waitFor();
  await button(board, 'Look again').click();
  await board.getByText('Nothing is written yet.').waitFor();
  const held = await holdTable(db, 'roster_sources');
  try {
    await apply();
    await board.getByText(/^About \d+ % done$/).waitFor();
    await expectSound(board, LIGHT_TELEPHONE.slice(0, 1));
  } finally {
    await held.release();
  }
  await board.getByText('Applied.', { exact: true }).waitFor();
  await expectSoon(async () => (await studentNumbers()).sort()).toEqual(['N-1', 'N-2']);
  await button(board, 'Undo…').click();
  await button(board, 'Undo it').click();
  await board.getByText(/^Undone\. A row/).waitFor();
  expect(await studentNumbers()).toEqual([null]);
  await board.getByRole('link', { name: 'Imports', exact: true }).click();
  const earlier = board.getByRole('region', { name: 'Earlier imports' });
  await earlier.getByLabel('State').selectOption('undone');
  await earlier.getByText('1 import on this page').waitFor();
  await earlier.getByLabel('What is in the file').selectOption('enrolments');
  await earlier.getByText('Nothing fits these filters.').waitFor();
});

it('brings in an archive of OneRoster kind by kind, each with its rows, and chosen once', async () => {
  const of = await createOrganization(owner);
  const zip = new yazl.ZipFile();
  for (const [name, content] of [
    ['users.csv', `sourcedId,enabledUser,email\nu-77,true,${owner.email}\n`],
    ['roles.csv', 'sourcedId,userSourcedId,role\nr1,u-77,student\nr2,u-77,teacher\n'],
    ['enrolments.csv', 'sourcedId\n'],
  ] as const)
    zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const archive = { name: 'roster.zip', mimeType: 'application/zip', buffer: await buffer(zip.outputStream) };
  const board = await openDashboard(browser, apiUrl, `/courses/imports?of=${of}`, { reducedMotion: 'reduce' });
  await signInAs(board, owner.email, owner.password);
  const file = board.locator('input[type=file]');
  await file.setInputFiles(archive);
  await board.getByText('That is an archive.').waitFor();
  await board.getByLabel('Kind of file').selectOption('oneroster');
  await file.setInputFiles({ name: 'users.csv', mimeType: 'text/csv', buffer: Buffer.from('sourcedId') });
  await board.getByText('That is no ZIP archive.').waitFor();
  await file.setInputFiles(archive);
  const whole = board.getByRole('radio', { name: 'The whole list' });
  await whole.check();
  await board.getByLabel('At most so many percent').fill('25');
  await board.getByLabel('Rows are known by').selectOption('email');
  await expectSound(board, LIGHT_TELEPHONE.slice(0, 1));
  const goOn = async () => {
    await button(board, 'Show what would change').click();
    await board.getByText('Nothing is written yet.').waitFor();
    await board.getByRole('row', { name: 'u-77' }).getByText('Added', { exact: true }).waitFor();
    await board.getByRole('row', { name: 'enrolments.csv' }).getByText('File: is none that the standard has').waitFor();
    await button(board, 'Apply…').click();
    await button(board, 'Apply it').click();
    await board.getByText('Applied.', { exact: true }).waitFor();
  };
  await goOn();
  await expectSound(board, LIGHT_TELEPHONE);
  await board.getByRole('link', { name: 'Go on with the archive: Facilitators' }).click();
  await board.getByText('roster.zip').waitFor();
  expect([await whole.isChecked(), await board.getByLabel('At most so many percent').inputValue()]).toEqual([
    true,
    '25',
  ]);
  await expectSoon(() => board.getByLabel('Rows are known by').inputValue()).toBe('email');
  await goOn();
  for (const path of ['/students', '/facilitators']) {
    const { body } = await owner.api.get(path, { query: { organizationId: of } });
    expect(body.data).toMatchObject([{ externalId: 'u-77', isActive: true, user: { id: owner.id } }]);
  }
  await board.goto(new URL(`/app/courses/people?of=${of}&kind=students`, apiUrl).href);
  await board.getByLabel('Name, address, number or id').fill('nobody');
  await board.getByText('Nothing fits these filters.').waitFor();
  await board.getByLabel('Name, address, number or id').fill('U-77');
  await board.getByRole('row', { name: owner.email }).waitFor();
  await expectSound(board, LIGHT_TELEPHONE.slice(0, 1));
});
