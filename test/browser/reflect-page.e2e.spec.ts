import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Person, signUpAllVerified } from '../factories/person.js';
import { createRunningOffering, enrolStudents } from '../factories/reflection.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { expectSoon } from './expect-soon.js';
import { expectSound } from './visitor.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const FOLDER = join(import.meta.dirname, '../../src/modules/learning/reflections/browser');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

let browser: TestBrowser;
let owner: Person;
let student: Person;
let organizationId: string;
let offeringId: string;
let files: Server;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
  [owner, student] = (await signUpAllVerified(api, 'Ada', 'Grace')) as [Person, Person];
  ({ organizationId, offeringId } = await createRunningOffering(owner, [student]));
  files = createServer((request, response) => {
    const name = new URL(request.url ?? '', 'http://x').pathname.slice(1) || 'index.html';
    readFile(join(FOLDER, name)).then(
      (content) => response.setHeader('Content-Type', TYPES[extname(name)] ?? '').end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => void files.listen(0, '127.0.0.1', resolve));
});

afterEach(() => browser.closePages());

afterAll(async () => {
  files.close();
  await browser.close();
});

const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name });
const draftIn = (page: Page) =>
  page.evaluate<Record<string, unknown> | null>(
    `JSON.parse(localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith('reflection_draft')) ?? '') ?? 'null')`,
  );
const written = async (): Promise<string[]> =>
  (await student.api.get('/reflections')).body.data.map(({ question1 }: { question1: string }) => question1);

it('by itself keeps a draft every half minute in its language, and says that there is nowhere to submit to', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.clock.install();
  await page.goto(`http://127.0.0.1:${(files.address() as AddressInfo).port}/`);
  await field(page, 'What did you enjoy?').waitFor();
  // Nothing is kept of nothing.
  await page.clock.runFor(31_000);
  expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
  await field(page, 'What did you enjoy?').fill('The pairs.');
  await page.getByRole('link', { name: 'Français' }).click();
  await field(page, 'Qu’avez-vous aimé ?').waitFor();
  await page.clock.runFor(31_000);
  await page.getByText('Brouillon enregistré').waitFor();
  expect(await draftIn(page)).toEqual({
    ...{ question1: 'The pairs.', question2: '', question3: '', language: 'fr', timestamp: expect.any(Number) },
  });
  expect(await page.evaluate(`Object.keys(localStorage).sort()`)).toEqual(['reflection_draft', 'reflection_language']);
  await page.goto(`http://127.0.0.1:${(files.address() as AddressInfo).port}/`);
  await page.getByText('C’est le brouillon').or(page.getByText('Voici le brouillon')).waitFor();
  await page.getByRole('button', { name: 'Envoyer' }).click();
  await page.getByText('Veuillez répondre aux trois questions.').waitFor();
  expect(await page.evaluate('document.activeElement.id')).toBe('question2');
  await expectSound(page);
  await field(page, /difficile/).fill('La récursion.');
  await field(page, /aiderait/).fill('Des exemples.');
  await page.getByRole('button', { name: 'Envoyer' }).click();
  await page.getByText('Cette page est seule').waitFor();
});

it('is submitted by keyboard, changed, and loses no word without a network or between two windows', async () => {
  const page = await browser.newPage({ expectedTrouble: /401|412|ERR_INTERNET_DISCONNECTED|40[19]/ });
  await page.goto(`${apiUrl}/reflect/${offeringId}`);
  await page.getByRole('group', { name: 'Who are you?' }).waitFor();
  await field(page, 'What did you enjoy?').fill('The pairs.');
  await field(page, 'What was most challenging?').fill('Recursion.');
  await field(page, 'What would help you?').fill('Examples.');
  await field(page, 'E-mail or username').fill(student.email);
  await page.getByLabel('Password').fill(student.password);
  await page.keyboard.press('Enter');
  await page.getByText('Thank you. Your reflection is submitted.').waitFor();
  expect(await written()).toEqual(['The pairs.']);

  // Signed in now: what was submitted is there, to be changed.
  await page.getByText('You submitted it with your name').waitFor();
  await page.getByText('CS101 Introduction to Programming. Week 3 of').waitFor();
  await expectSound(page);
  const other = await page.context().newPage();
  await other.goto(`${apiUrl}/reflect/${offeringId}`);
  await other.getByText('You submitted it with your name').waitFor();

  await page.context().setOffline(true);
  await field(page, 'What did you enjoy?').fill('The pairs, and the quiet.');
  await field(page, 'What did you enjoy?').press('Tab');
  await page.getByRole('button', { name: 'Submit again' }).press('Enter');
  await page.getByText('There was no answer. Your text is kept here').waitFor();
  expect(await draftIn(page)).toMatchObject({ question1: 'The pairs, and the quiet.' });
  expect(await page.evaluate(`Object.keys(localStorage).filter((key) => key.startsWith('reflection_draft'))`)).toEqual([
    `reflection_draft:${offeringId}:3:${student.id}`,
  ]);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Submit again' }).press('Enter');
  await page.getByText('Thank you. Your reflection is submitted.').waitFor();
  expect(await written()).toEqual(['The pairs, and the quiet.']);
  expect(await draftIn(page)).toBeNull();

  await field(other, 'What was most challenging?').fill('Loops.');
  await other.getByRole('button', { name: 'Submit again' }).click();
  await other.getByText('You wrote something else in another window.').waitFor();
  // What was typed in one window was in the other, which had nothing else, at once.
  await expectSoon(() => field(other, 'What did you enjoy?').inputValue()).toBe('The pairs, and the quiet.');
  await expectSoon(() => other.getByRole('blockquote').allTextContents()).toEqual(['Recursion.']);
  await expectSound(other);
  await other.getByRole('button', { name: 'Put it below mine' }).click();
  await other.getByRole('button', { name: 'Submit again' }).click();
  await other.getByText('Thank you. Your reflection is submitted.').waitFor();
  expect((await student.api.get('/reflections')).body.data[0]).toMatchObject({
    ...{ question1: 'The pairs, and the quiet.', question2: 'Loops.\nRecursion.' },
  });

  await field(other, 'What did you enjoy?').fill('A draft for nobody else.');
  await other.evaluate(`dispatchEvent(new Event('pagehide'))`);
  expect(await draftIn(other)).toMatchObject({ question1: 'A draft for nobody else.' });
  await other.getByRole('button', { name: 'Sign out' }).click();
  await other.getByRole('group', { name: 'Who are you?' }).waitFor();
  expect(await draftIn(other)).toBeNull();
});

it('is a plain form without scripts, which sends what was written once', async () => {
  const [cleo] = (await signUpAllVerified(api, 'Cleo')) as [Person];
  await enrolStudents(owner, organizationId, offeringId, [cleo]);
  const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await page.goto(`${apiUrl}/reflect/${offeringId}?lang=fr`);
  await field(page, /aimé/).fill('Les paires.');
  await field(page, /difficile/).fill('La récursion.');
  await field(page, /aiderait/).fill('Des exemples.');
  await field(page, 'E-mail ou nom d’utilisateur').fill(cleo.email);
  await page.getByLabel('Mot de passe').fill('not it, but as long');
  await page.getByRole('button', { name: 'Envoyer' }).click();
  await page.getByText('Vos réponses sont toujours là.').waitFor();
  await expectSoon(() => field(page, /difficile/).inputValue()).toBe('La récursion.');
  await page.getByLabel('Mot de passe').fill(cleo.password);
  await page.keyboard.press('Enter');
  await page.getByText('Merci. Votre réflexion est envoyée.').waitFor();
  await page.reload();
  await page.getByText('Merci. Votre réflexion est envoyée.').waitFor();
  expect((await cleo.api.get('/reflections')).body.data).toMatchObject([
    { question1: 'Les paires.', question3: 'Des exemples.', language: 'fr', weekNumber: 3 },
  ]);
});

it('keeps what somebody writes who is not signed in yet, without a network as well, and that it is to have no name', async () => {
  const [dora] = (await signUpAllVerified(api, 'Dora')) as [Person];
  await enrolStudents(owner, organizationId, offeringId, [dora]);
  const page = await browser.newPage({ expectedTrouble: /401|ERR_INTERNET_DISCONNECTED/ });
  await page.goto(`${apiUrl}/reflect/${offeringId}`);
  await page.getByRole('group', { name: 'Who are you?' }).waitFor();
  await field(page, 'What did you enjoy?').fill('The pairs.');
  await field(page, 'What was most challenging?').fill('Recursion.');
  await field(page, 'What would help you?').fill('Examples.');
  await page.evaluate(`dispatchEvent(new Event('pagehide'))`);
  await page.reload();
  await page.getByText('This is the draft that you left on this device.').waitFor();
  // For this window alone: nobody knows whose it is.
  expect(await draftIn(page)).toBeNull();
  await page.getByLabel('Without my name').check();
  await field(page, 'E-mail or username').fill(dora.email);
  const password = page.getByLabel('Password');
  await password.fill('not it, but as long');
  await password.press('Enter');
  await page.getByText('Address, username or password is wrong.').waitFor();
  await password.fill(dora.password);
  await page.context().setOffline(true);
  await password.press('Enter');
  await page.getByText('There was no answer. Your text is kept here').waitFor();
  await page.context().setOffline(false);
  await password.press('Enter');
  await page.getByText('You submitted it without your name').waitFor();
  expect((await dora.api.get('/reflections')).body.data).toMatchObject([
    { question1: 'The pairs.', question3: 'Examples.', anonymous: true },
  ]);
  const left = `Object.keys({ ...sessionStorage, ...localStorage }).filter((key) => key.startsWith('reflection_draft'))`;
  expect(await page.evaluate(left)).toEqual([]);
});
