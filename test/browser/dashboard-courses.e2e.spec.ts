import { createCourseThing } from '../factories/course.js';
import { addMember } from '../factories/organization.js';
import { type Person, signUpAllVerified } from '../factories/person.js';
import { createRunningOffering, dayFromNow, REFLECTION } from '../factories/reflection.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { button, DARK_TELEPHONE, expectSound, heading, LIGHT_TELEPHONE, openDashboard, signInAs } from './dashboard.js';
import { expectSoon } from './expect-soon.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
const TOO_MANY = {
  ...{ type: 'about:blank', title: 'Too many requests', status: 429, code: 'rate_limited', requestId: 'one' },
};
const TITLE = 'CS101 Introduction to Programming, A1';

let browser: TestBrowser;
let owner: Person;
let teacher: Person;
let organizationId: string;
let offeringId: string;

/** An offering in its third week, whose log is due on the Monday after, with somebody who teaches it. */
beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
  [owner, teacher] = (await signUpAllVerified(api, 'Ada', 'Alan')) as [Person, Person];
  ({ organizationId, offeringId } = await createRunningOffering(owner, [owner]));
  await addMember(owner, organizationId, teacher);
  const { id: facilitatorId } = await createCourseThing(owner, '/facilitators', { organizationId, userId: teacher.id });
  const assigned = { facilitatorId, startDate: dayFromNow(-14) };
  await createCourseThing(owner, `/course-offerings/${offeringId}/assignments`, assigned);
  const rule = { weekday: 1, weeksAfter: 1, time: '23:59' };
  await owner.api.put(`/organizations/${organizationId}/log-deadline`, rule);
});

afterEach(() => browser.closePages());

afterAll(() => Promise.all([browser.close(), db.end()]));

const writtenLog = async () => (await owner.api.get(`/activity-tracker?allocationId=${offeringId}`)).body.data[0];

it('takes the log of a week from a telephone, without a connection as well, to the board of those who manage', async () => {
  const board = await openDashboard(browser, apiUrl, '/courses/board', { reducedMotion: 'reduce' });
  await signInAs(board, owner.email, owner.password);
  await heading(board, 'Board of weekly logs').waitFor();
  const row = board.getByRole('row', { name: `${TITLE}, week 3` });
  await row.getByText('Due', { exact: true }).waitFor();

  const page = await openDashboard(browser, apiUrl, '/logs', {
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    viewport: { width: 360, height: 740 },
    expectedTrouble: /412|429|ERR_INTERNET_DISCONNECTED/,
  });
  await signInAs(page, teacher.email, teacher.password);
  await heading(page, 'Mes journaux hebdomadaires').waitFor();
  const week = page.getByRole('link', { name: `${TITLE}, semaine 3` });
  await week.waitFor();
  await expectSound(page, DARK_TELEPHONE.slice(0, 1));
  // What is due was asked for already.
  await page.context().setOffline(true);
  await week.click();
  await heading(page, TITLE).waitFor();
  await page.getByText('Semaine 3 sur 13').waitFor();
  await button(page, 'Une séance de plus').click();
  await page.getByRole('switch', { name: 'Séance 2' }).click();
  await page.getByRole('radiogroup', { name: 'Carnet de notes' }).getByText('Fait').click();
  await page.getByLabel('Remarques').fill('La salle était fermée.');
  await page.getByText('Gardé dans ce navigateur, pas encore remis.').waitFor();
  await button(page, 'Remettre').click();
  const waits = page.getByText('Le journal est gardé ici, et remis dès que possible.');
  await waits.waitFor();
  expect(await writtenLog()).toBeUndefined();
  // Many come back at once.
  const isLog = ({ pathname }: URL) => pathname.endsWith('/activity-tracker');
  await page.route(isLog, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 429, headers: { 'Retry-After': '3600' }, json: TOO_MANY })
      : route.continue(),
  );
  const refused = page.waitForResponse((answer) => answer.status() === 429);
  await page.context().setOffline(false);
  await refused;
  await page.unroute(isLog);
  await page.context().setOffline(true);
  await waits.waitFor();
  await page.context().setOffline(false);
  await button(page, 'Remettre de nouveau').waitFor();
  const content = { attendance: [true, false], gradeBookStatus: 'Done', summativeGrading: 'Not Started' };
  expect(await writtenLog()).toMatchObject({ ...content, notes: 'La salle était fermée.', state: 'submitted' });
  // By itself, when its reader is told.
  await row.getByText('Came in time').waitFor();
  await expectSound(board, LIGHT_TELEPHONE);

  await owner.api.patch(`/activity-tracker/${(await writtenLog()).id}`, { notes: 'Room 3 was closed.' });
  await page.getByLabel('Remarques').fill('La salle 2 était fermée.');
  await button(page, 'Remettre de nouveau').click();
  await page.getByText('Quelqu’un d’autre a écrit ce journal entre-temps').waitFor();
  await page.getByText('Room 3 was closed.').waitFor();
  await expectSound(page, DARK_TELEPHONE.slice(0, 1));
  expect((await writtenLog()).notes).toBe('Room 3 was closed.');
  await button(page, 'Garder la mienne, pour la remettre').click();
  await button(page, 'Remettre de nouveau').click();
  await page.getByText('C’est remis.').waitFor();
  await expectSoon(async () => (await writtenLog()).notes).toBe('La salle 2 était fermée.');

  await owner.api.post(`/activity-tracker/${(await writtenLog()).id}/return`, { note: 'Et vendredi ?' });
  await page.getByRole('link', { name: 'Semaine 4' }).click();
  await page.getByText('Semaine 4 sur 13').waitFor();
  await button(page, 'Copier le journal de la semaine dernière').click();
  await expectSoon(() => page.getByLabel('Remarques').inputValue()).toBe('La salle 2 était fermée.');
  await page.getByRole('link', { name: 'Mes journaux hebdomadaires' }).last().click();
  await page.getByText('Renvoyé', { exact: true }).waitFor();
  await page.getByText('Et vendredi ?').waitFor();
  await page.getByText('Dans ce navigateur seulement').waitFor();
  await page.getByRole('link', { name: `${TITLE}, semaine 3` }).click();
  await page.reload();
  await page.getByText('Et vendredi ?').waitFor();

  await button(page, 'Remettre de nouveau').click();
  await page.getByText('C’est remis.').waitFor();
  await board.reload();
  await button(board, `Accept… (${TITLE}, week 3)`).click();
  await button(board, 'Accept the log').click();
  await board.getByText(`Accepted: ${TITLE}, week 3.`).waitFor();
  expect((await writtenLog()).state).toBe('accepted');
  await board.getByLabel('Status').selectOption('missing');
  await board.waitForURL(/status=missing/);
  await board.getByText('There is no such log on these days.').waitFor();
});

it('shows and changes what is taught, and leaves no drafts behind', async () => {
  const board = await openDashboard(browser, apiUrl, '/courses/structure', {
    reducedMotion: 'reduce',
    expectedTrouble: /403/,
  });
  await signInAs(board, owner.email, owner.password);
  await board.getByLabel('What').selectOption('modes');
  await button(board, 'New…').click();
  await board.getByLabel('Name', { exact: true }).fill('hybrid');
  await button(board, 'Make it').click();
  await board.getByText('Made: hybrid.').waitFor();
  await board.getByRole('link', { name: 'Offerings' }).click();
  // The server is asked for what is typed.
  const mode = board.getByRole('combobox', { name: 'Mode' });
  const isModes = ({ pathname }: URL) => pathname.endsWith('/modes');
  await board.route(isModes, (route) => route.fulfill({ status: 403, contentType: 'text/html', body: 'No.' }));
  await mode.fill('HYB');
  await board.getByRole('alert').getByText('That did not work').waitFor();
  await board.unroute(isModes);
  // Unless what is new in the courses has asked again before that.
  const hybrid = board.locator('datalist option[value=hybrid]').first().waitFor({ state: 'attached' });
  await Promise.race([button(board, 'Try again').click(), hybrid]);
  await hybrid;
  await mode.fill('hybrid');
  await board.getByText('Nothing fits these filters.').waitFor();
  await board.goBack();
  await board.getByRole('link', { name: TITLE }).click();
  await board.getByText('There is nothing to read yet.').waitFor();
  await board.getByRole('link', { name: 'Write a reflection' }).first().waitFor();
  await button(board, 'New meetings…').click();
  await board.getByLabel('Begins').fill(`${dayFromNow(7)}T10:00`);
  await board.getByLabel('Every week until the offering ends').check();
  const alan = board.locator('datalist option[value^="Alan ("]').first();
  await alan.waitFor({ state: 'attached' });
  await board.getByLabel('Held by').fill((await alan.getAttribute('value')) ?? '');
  await button(board, 'Make them').click();
  await board.getByText(/^\d+ meetings made\.$/).waitFor();
  await board.getByRole('link', { name: 'Later week' }).click();
  await board.getByRole('button', { name: /^Cancel…/ }).click();
  await board.getByLabel('Reason').fill('Snow');
  await button(board, 'Cancel the meeting').click();
  await board.getByText('Cancelled. Snow').waitFor();
  await button(board, 'Withdraw (Ada)').click();
  await board.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await board.getByText('Withdrawn').waitFor();
  await expectSound(board, LIGHT_TELEPHONE);
  await button(board, 'Enrol again (Ada)').click();
  await board.getByRole('dialog').getByRole('button', { name: 'Enrol again' }).click();
  await board.getByRole('button', { name: 'Withdraw (Ada)' }).waitFor();

  const page = await openDashboard(browser, apiUrl, '/courses', { locale: 'fr-FR', reducedMotion: 'reduce' });
  await signInAs(page, teacher.email, teacher.password);
  await page.getByRole('link', { name: TITLE }).click();
  await page.getByRole('heading', { name: 'Qui enseigne quand' }).waitFor();
  await expectSound(page, DARK_TELEPHONE.slice(1));
  const drafts = `Object.keys(localStorage).filter((key) => /^(reflection|log)_draft/.test(key))`;
  await page.evaluate(`localStorage.setItem('reflection_draft:1:1:${teacher.id}', '{}')`);
  expect(await page.evaluate(drafts)).toHaveLength(1);
  await button(page, 'Se déconnecter').click();
  await page.locator('input[name=password]').waitFor();
  expect(await page.evaluate(drafts)).toEqual([]);
});

it('sets a deadline', async () => {
  const deadline = async () => (await owner.api.get(`/organizations/${organizationId}/log-deadline`)).body;
  const board = await openDashboard(browser, apiUrl, '/courses/settings', {
    reducedMotion: 'reduce',
    expectedTrouble: /400|404|412|422/,
  });
  await signInAs(board, owner.email, owner.password);
  const section = board.getByRole('region', { name: 'Deadline of weekly logs' });
  await section.getByLabel('Reminders, hours before').fill('24, a day');
  await section.getByRole('button', { name: 'Save' }).click();
  await section.getByRole('alert').waitFor();
  await section.getByLabel('Reminders, hours before').fill('24, 3');
  await section.getByLabel('Hours of grace').fill('6');
  await section.getByRole('button', { name: 'Save' }).click();
  await section.getByText('Saved.').waitFor();
  await expectSound(board, LIGHT_TELEPHONE);
  expect(await deadline()).toMatchObject({ weekday: 1, weeksAfter: 1, reminderHours: [24, 3], graceHours: 6 });

  // Somebody else is faster, and what is shown is older than what the page knows by now.
  await owner.api.put(`/organizations/${organizationId}/log-deadline`, { weekday: 2, time: '20:00' });
  const zone = board.getByRole('region', { name: 'Time zone' });
  await zone.getByRole('button', { name: 'Save' }).click();
  await zone.getByText('Saved.').waitFor();
  await section.getByRole('button', { name: 'Save' }).click();
  await section.getByRole('alert').waitFor();
  expect(await deadline()).toMatchObject({ weekday: 2, graceHours: 0 });
  await button(board, 'Expect no logs…').click();
  await button(board, 'Expect none').click();
  await section.getByText('No deadline is set').waitFor();
  await expectSoon(() => section.getByLabel('Time', { exact: true }).inputValue()).toBe('23:59');
});

it('takes a register on a telephone and changes it, and shows students their own attendance and reflections', async () => {
  const page = await openDashboard(browser, apiUrl, `/courses/${offeringId}/register`, {
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    viewport: { width: 360, height: 740 },
    expectedTrouble: /403/,
  });
  await signInAs(page, teacher.email, teacher.password);
  await button(page, 'Tous présents').click();
  const ada = page.getByRole('radiogroup', { name: 'Ada' });
  await ada.getByText('Retard').click();
  await expectSound(page, DARK_TELEPHONE.slice(0, 1));
  // The server has it, and a proxy in between answers with a page of its own.
  const isRegisters = ({ pathname }: URL) => pathname.endsWith('/registers');
  await page.route(isRegisters, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await route.fulfill({ status: 403, contentType: 'text/html', body: 'No.' });
  });
  const take = button(page, 'Enregistrer l’appel');
  await take.click();
  await page.getByText('Présents 0, en retard 1, excusés 0, absents 0').waitFor();
  await page.unroute(isRegisters);
  await take.click();
  await page.getByText('Enregistré : 1 étudiant.').waitFor();
  const { body: registers } = await owner.api.get(`/course-offerings/${offeringId}/registers`);
  expect(registers.data).toHaveLength(1);
  await page.getByText('Présents 0, en retard 1, excusés 0, absents 0').waitFor();
  await page.getByRole('link', { name: /^Semaine \d+, séance 1$/ }).click();
  await ada.getByText('Présent').click();
  await button(page, 'Enregistrer les changements').click();
  await page.getByText('La feuille est changée.').waitFor();
  await page.getByText('Présents 1, en retard 0, excusés 0, absents 0').waitFor();
  const board = await openDashboard(browser, apiUrl, `/courses/${offeringId}`, { reducedMotion: 'reduce' });
  await signInAs(board, owner.email, owner.password);
  const attendance = board.getByRole('region', { name: 'Your attendance' });
  await attendance.getByText('Present', { exact: true }).waitFor();
  const own = board.getByRole('region', { name: 'My reflections' });
  await own.getByText('You have written none yet.').waitFor();
  await owner.api.post('/reflections', { offeringId, weekNumber: 3, ...REFLECTION });
  await board.reload();
  await own.getByText(REFLECTION.question2).waitFor();
  const change = own.getByRole('link', { name: /^Change it/ });
  await expectSoon(() => change.getAttribute('href')).toBe(`/reflect/${offeringId}?week=3`);
});

it('shows what meets when, by week and as a list, and in the calendar of hosts and students', async () => {
  const { id: hall } = await createCourseThing(owner, '/bookables', { organizationId, kind: 'room', name: 'Hall 1' });
  const [day, next] = [dayFromNow(1), dayFromNow(2)];
  const made = await owner.api.post(`/course-offerings/${offeringId}/meetings`, {
    ...{ start: `${day}T10:00:00Z`, durationMinutes: 60, rrule: 'FREQ=DAILY;COUNT=2', bookableIds: [hall] },
    ...{ withSession: true, title: 'Lecture' },
  });
  const [first, second] = made.body.dates.map(({ meetingId }: { meetingId: string }) => meetingId);
  await owner.api.post(`/course-meetings/${first}/reschedule`, { start: `${day}T12:00:00Z` });
  await owner.api.post(`/course-meetings/${second}/cancel`, { reason: 'Neige' });

  const page = await openDashboard(browser, apiUrl, `/courses/timetable?week=${day}`, {
    locale: 'fr-FR',
    reducedMotion: 'reduce',
  });
  await signInAs(page, teacher.email, teacher.password);
  await heading(page, 'Mon emploi du temps').waitFor();
  await page.getByText(/^Déplacée : elle devait commencer le /).waitFor();
  await page
    .getByText(/· Alan · Hall 1/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: /^Entrer dans la salle/ }).waitFor();
  await expectSound(page, DARK_TELEPHONE);
  // It may be in the next week.
  await page.goto(`${apiUrl}/app/courses/timetable?week=${next}`);
  await page.getByText('Annulée. Neige').waitFor();
  await page.goto(`${apiUrl}/app/courses/timetable?week=${day}`);
  await page.getByRole('link', { name: 'Liste de quatre semaines' }).click();
  await page.getByText('Annulée. Neige').waitFor();
  await expectSound(page, DARK_TELEPHONE.slice(0, 1));
  // The host moves the booking, which the calendar says is a meeting.
  await page.goto(`${apiUrl}/app/calendar?view=day&date=${day}`);
  const held = page.getByRole('link', { name: /Lecture · Séance d’un cours · Hall 1/ });
  await expectSoon(() => held.getAttribute('href')).toMatch(/^\/app\/bookings\//);

  // Ada learns it and holds none of it.
  const board = await openDashboard(browser, apiUrl, `/calendar?view=day&date=${day}`, { reducedMotion: 'reduce' });
  await signInAs(board, owner.email, owner.password);
  const attended = board.getByRole('link', { name: /Lecture · Meeting of a course · Hall 1/ });
  await attended.waitFor();
  await expectSound(board, LIGHT_TELEPHONE);
  await attended.click();
  await heading(board, 'My timetable').waitFor();
  await board.getByText(/^Moved: it was to begin at /).waitFor();
});

it('copies a term after it was shown what would be made', async () => {
  const { data: years } = (await owner.api.get(`/academic-sessions?organizationId=${organizationId}&type=year`)).body;
  const term = { organizationId, type: 'trimester', yearId: years[0].id, number: 2, name: 'Trimester 2' };
  const days = { startDate: '2027-05-10', endDate: '2027-08-20' };
  const { id } = await createCourseThing(owner, '/academic-sessions', { ...term, ...days });
  const board = await openDashboard(browser, apiUrl, '/courses/structure?kind=trimesters', { reducedMotion: 'reduce' });
  await signInAs(board, owner.email, owner.password);
  await button(board, 'Copy… (Trimester 1)').click();
  await board.getByLabel('To the trimester').fill('Trimester 2 · 2027');
  await board.getByLabel('In the same rooms').uncheck();
  await button(board, 'See what would be made').click();
  await board.getByText(/^1 offering would be made\. \d+ meetings? would be planned/).waitFor();
  await expectSound(board, LIGHT_TELEPHONE);
  const offered = async () =>
    (await owner.api.get(`/course-offerings?organizationId=${organizationId}&trimester=2`)).body;
  expect((await offered()).data).toEqual([]);
  await button(board, 'Copy it').click();
  await board.getByText(/^1 offering made, with \d+ meetings?\.$/).waitFor();
  expect((await offered()).data).toMatchObject([{ trimester: { id }, facilitator: { user: { name: 'Alan' } } }]);
});
