import type { Page } from 'playwright-core';
import { type Person, signUpAll } from '../factories/person.js';
import { createSession } from '../factories/session.js';
import { violations } from '../support/axe.js';
import { type PageOptions, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { startSystem, type System } from '../support/system.mjs';
import { TcpProxy } from '../support/tcp-proxy.js';
import { button, expectSound as expectSoundDashboard, LIGHT_TELEPHONE, openDashboard, signInAs } from './dashboard.js';
import { expectSoon } from './expect-soon.js';

const WIDE = { width: 1440, height: 900 };
const TELEPHONE = { width: 360, height: 740 };

let system: System;
let browser: TestBrowser;
let ada: Person;
let grace: Person;

beforeAll(async () => {
  // Programs are run for real.
  system = await startSystem({ executor: true });
  browser = await TestBrowser.launch(system.api.url);
  [ada, grace] = await signUpAll(new ApiClient(system.api.url), 'Ada Lovelace', 'Grace Hopper');
  await eventually(
    async () => (await ada.api.get('/execute/languages')).body.languages,
    (languages) => languages.length > 0,
  );
});

afterEach(() => browser.closePages());

afterAll(async () => {
  await browser.close();
  await system.stop();
});

async function enter(person: Person, address: string, options: PageOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: WIDE, reducedMotion: 'reduce', ...options });
  await page.goto(`${system.api.url}${address}`);
  await signInAs(page, person.email, person.password);
  await page.locator('.cm-content').waitFor();
  return page;
}

/** What is written, without the names at the cursors of others. */
const content = (page: Page) => () =>
  page.evaluate<string>(`[...document.querySelectorAll('.cm-line')].map((line) => {
    const plain = line.cloneNode(true);
    for (const caret of plain.querySelectorAll('.caret')) caret.remove();
    return plain.textContent;
  }).join('\\n')`);
const safety = (page: Page, state: string) => page.locator(`.safety.${state}`).waitFor();

/** Nothing is wrong with the page in light and dark, wide and narrow, and nothing sticks out. */
async function expectSound(page: Page): Promise<void> {
  for (const [viewport, colorScheme] of [
    [TELEPHONE, 'dark'],
    [WIDE, 'light'],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
    expect({ viewport, colorScheme, found: await violations(page) }).toEqual({ viewport, colorScheme, found: [] });
    await expectSoon(() => page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  }
}

/** By their link, which opens a room that is not open yet, by itself. */
async function enterAsGuest(address: string, secret: string, name: string): Promise<Page> {
  const opensAt = (expression: string) => system.db.query(`UPDATE session_guests SET opens_at = ${expression}`);
  const page = await browser.newPage({ viewport: WIDE, reducedMotion: 'reduce', expectedTrouble: /40[49]|WebSocket/ });
  await page.clock.install();
  await page.goto(`${system.api.url}${address}#guest=${secret}`);
  await page.getByLabel('Your name').fill(name);
  expect(page.url()).toBe(`${system.api.url}${address}`);
  await opensAt(`now() + interval '1 day'`);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'The room is not open yet' }).waitFor();
  await opensAt('NULL');
  await page.clock.fastForward('06:00');
  await page.locator('.cm-content').waitFor();
  return page;
}

it('lets two people and a guest write, run and talk in one room, also after one of them was offline', async () => {
  const { id } = await createSession(ada, { language: 'python', content: 'print("hi")' });
  const { body: link } = await ada.api.post(`/sessions/${id}/invitations`, { role: 'editor' });
  const one = await enter(ada, `/rooms/${id}`, { expectedTrouble: /WebSocket|ERR_INTERNET_DISCONNECTED/ });
  const other = await enter(grace, `/rooms/${id}#invitation=${link.secret}`, {
    locale: 'fr-FR',
    expectedTrouble: /WebSocket|ERR_INTERNET_DISCONNECTED/,
  });
  expect(other.url()).toBe(`${system.api.url}/rooms/${id}`);
  await one.getByText('Grace Hopper came.').waitFor({ state: 'attached' });
  await other.getByRole('listitem').getByText('Ada Lovelace').waitFor();

  // Both at the same place.
  const [mine, theirs] = [one, other].map((page) => page.locator('.cm-content')) as [
    ReturnType<Page['locator']>,
    ReturnType<Page['locator']>,
  ];
  await Promise.all([mine.press('ControlOrMeta+End'), theirs.press('ControlOrMeta+End')]);
  await Promise.all([mine.press('Enter'), theirs.press('Enter')]);
  await Promise.all([mine.pressSequentially('print(6 * 7)'), theirs.pressSequentially('# fin')]);
  await Promise.all([safety(one, 'saved'), safety(other, 'saved')]);
  await expectSoon(async () => (await content(one)()) === (await content(other)())).toBe(true);
  const { body: written } = await ada.api.get(`/sessions/${id}/document`);
  await expectSoon(content(one)).toBe(written.content);
  const caret = one.locator('.caret', { has: one.locator('[data-name="Grace Hopper"]') });
  await caret.waitFor({ state: 'attached' });
  // What a browser could take for something that was typed beside it.
  expect([await caret.textContent(), await caret.getAttribute('contenteditable')]).toEqual(['', 'false']);

  // That pastes are noted is shown to everybody, and what is noted to those who run the room.
  await one.getByText('Room', { exact: true }).click();
  await button(one, 'Note pastes, and say so to everybody').click();
  await one.getByText('Room', { exact: true }).click();
  await other.getByRole('status').getByText('Les collages sont notés dans cette salle').waitFor();
  await one.getByRole('status').getByText('Pastes are noted in this room').waitFor();
  const { body: invited } = await ada.api.post(`/sessions/${id}/guest-links`, { role: 'editor' });
  const guest = await enterAsGuest(`/rooms/${id}`, invited.secret, 'Joan Clarke');
  await one.getByRole('listitem').getByText('Joan Clarke (guest)', { exact: true }).waitFor();
  await guest.locator('.cm-content').press('ControlOrMeta+End');
  await guest.locator('.cm-content').pressSequentially(' of Joan');
  await safety(guest, 'saved');
  await expectSoon(content(one)).toBe(`${written.content} of Joan`);
  await guest.reload();
  await guest.getByRole('listitem').getByText('Joan Clarke (guest) (you)').waitFor();
  await expectSoon(content(guest)).toBe(`${written.content} of Joan`);
  await guest.getByRole('status').getByText('Pastes are noted in this room').waitFor();
  await expectSound(guest);
  await one.getByText('Paste log', { exact: true }).click();
  await one.getByText('Nobody has put in 200 characters or more at once.').waitFor();
  await guest.locator('.cm-content').press('ControlOrMeta+End');
  await guest.keyboard.insertText(' '.repeat(250));
  await one.getByText('Joan Clarke (guest): 250 characters into main.py').waitFor();
  await one.getByText('Joan Clarke (guest) put 250 characters into main.py at once.').waitFor({ state: 'attached' });
  expect(await other.getByText('Journal des collages').count()).toBe(0);
  await expectSound(one);

  await mine.press('ControlOrMeta+a');
  await mine.pressSequentially('print(6 * 7)\nraise ValueError(input())');
  await safety(one, 'saved');
  await one.getByText('Versions', { exact: true }).click();
  await one.getByLabel('Name of what is written now').fill('It fails');
  await one.keyboard.press('Enter');
  await one.getByText('It is kept: It fails.').waitFor({ state: 'attached' });
  await one.getByText('Input', { exact: true }).click();
  await one.getByLabel('Type what the program reads while it runs').check();
  await button(one, 'Run Python').click();
  const printed = guest.getByRole('region', { name: 'What it has printed' });
  await printed.getByText('42').waitFor();
  // Whoever comes while it runs sees what it has printed, and what follows.
  await guest.reload();
  await printed.getByText('42').waitFor();
  await one.getByLabel('For the program').fill('why');
  await one.keyboard.press('Enter');
  for (const page of [one, other, guest]) {
    await page
      .getByRole('region', { name: /printed|affiché/ })
      .getByText('42')
      .waitFor();
    await page
      .getByRole('region', { name: /printed|affiché/ })
      .getByText('ValueError: why')
      .waitFor();
  }
  await one
    .getByText(/^Has failed with exit code 1/)
    .first()
    .waitFor({ state: 'attached' });

  await one.getByLabel('Message').fill('Why does it fail?');
  await one.keyboard.press('Enter');
  for (const page of [other, guest]) await page.getByRole('log').getByText('Why does it fail?').waitFor();
  await ada.api.delete(`/sessions/${id}/guest-links/${invited.id}`);
  await guest.getByRole('heading', { name: 'This link lets nobody in' }).waitFor();

  await other.context().setOffline(true);
  await safety(other, 'offline');
  await theirs.press('ControlOrMeta+End');
  await theirs.press('Enter');
  await theirs.pressSequentially('# offline');
  await safety(other, 'waiting');
  await mine.press('ControlOrMeta+Home');
  await mine.pressSequentially('# first ');
  await safety(one, 'saved');
  await other.context().setOffline(false);
  await safety(other, 'saved');
  await expectSoon(content(one)).toMatch(/^# first print\(6 \* 7\)[^]*# offline$/);
  await expectSoon(async () => (await content(one)()) === (await content(other)())).toBe(true);

  const version = one.getByRole('listitem').filter({ hasText: 'It fails' });
  await version.getByRole('button', { name: 'What has changed since: It fails' }).click();
  await version.getByText('+# first print(6 * 7)').waitFor();
  await expectSound(one);
  await version.getByRole('button', { name: 'Restore: It fails' }).click();
  await button(one, 'Restore it').click();
  await one.getByText('Before a version was restored').waitFor();
  await expectSoon(content(other)).toBe('print(6 * 7)\nraise ValueError(input())');
  await expectSound(other);

  // It is played back, by whom it was written as well.
  await other.getByText('Comment c’est venu', { exact: true }).click();
  const past = other.getByRole('region', { name: 'main.py, tel qu’il était alors' });
  await past.getByText('print("hi")', { exact: true }).waitFor();
  await other.getByLabel('Vitesse').selectOption('16 ×');
  // Some of it stands there for a few hundredths of a second.
  await other.evaluate(`{
    const region = document.querySelector('[aria-label="main.py, tel qu’il était alors"]');
    const look = () => region.textContent.includes('of Joan') && region.setAttribute('data-had-joan', '');
    new MutationObserver(look).observe(region, { characterData: true, childList: true, subtree: true });
  }`);
  await button(other, 'Lire').click();
  await other.locator('[data-had-joan]').waitFor();
  await button(other, 'Lire').waitFor();
  await past.getByText('ValueError').waitFor();
  await other.getByLabel('Position dans l’historique').press('Home');
  await other.getByText(/ · Ada Lovelace$/).waitFor();
  await other.getByLabel('Position dans l’historique').press('End');
  await past.getByText('ValueError').waitFor();
  await expectSound(other);

  // Whoever is removed while they are offline keeps what they typed.
  await other.context().setOffline(true);
  await safety(other, 'offline');
  await theirs.press('a');
  await safety(other, 'waiting');
  const { body: people } = await ada.api.get(`/sessions/${id}/collaborators`);
  await ada.api.delete(`/sessions/${id}/collaborators/${people.data[0].id}`);
  await other.context().setOffline(false);
  await other.getByText('Ce que vous avez tapé en dernier n’est pas dans la salle').waitFor();
  const kept = other.waitForEvent('download');
  await button(other, 'Garder une copie').click();
  expect((await kept).suggestedFilename()).toBe('room.txt');

  // What somebody typed who signs out in another tab is not for whoever sits there next.
  const tab = await one.context().newPage();
  await tab.goto(`${system.api.url}/app/profile`);
  await button(tab, 'Sign out').first().waitFor();
  const network = await one.context().newCDPSession(one);
  await network.send('Network.emulateNetworkConditions', {
    ...{ offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
  });
  await safety(one, 'offline');
  await mine.press('a');
  await safety(one, 'waiting');
  await button(tab, 'Sign out').first().click();
  await one.getByRole('heading', { name: 'Sign in' }).waitFor();
  await button(one, 'Keep a copy').waitFor({ state: 'detached' });
});

it('says that what is typed is not saved when the connection is silent, warns whoever leaves, and brings it later', async () => {
  const proxy = await TcpProxy.open(system.api.url);
  const { id } = await createSession(ada, { content: 'x = 1' });
  const page = await browser.newPage({ viewport: WIDE, expectedTrouble: /WebSocket|ERR_/ });
  await page.goto(`${proxy.url}rooms/${id}`);
  await signInAs(page, ada.email, ada.password);
  const editor = page.locator('.cm-content');
  await editor.press('ControlOrMeta+End');
  await editor.pressSequentially(' + 1');
  await safety(page, 'saved');
  proxy.silence();
  await editor.pressSequentially(' + 2');
  await safety(page, 'saving');
  // No end of the connection is heard: the page gives it up by itself.
  await safety(page, 'waiting');
  const asked = page.waitForEvent('dialog');
  void page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  expect((await ada.api.get(`/sessions/${id}/document`)).body.content).toBe('x = 1 + 1');
  proxy.mend();
  await safety(page, 'saved');
  expect((await ada.api.get(`/sessions/${id}/document`)).body.content).toBe('x = 1 + 1 + 2');
  await page.close();
  await proxy.close();
});

it('opens rooms from the dashboard, works by keyboard, and says why nothing can be written', async () => {
  const one = await openDashboard(browser, system.api.url, '/rooms', { reducedMotion: 'reduce' });
  await signInAs(one, grace.email, grace.password);
  await button(one, 'New room…').click();
  const dialog = one.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Sorting');
  await dialog.getByLabel('Programming language').selectOption('Python');
  await button(one, 'Open it').click();
  await one.waitForURL(/\/rooms\/[0-9a-f-]{36}$/);
  const id = new URL(one.url()).pathname.split('/')[2]!;
  const editor = one.locator('.cm-content');
  await editor.press('ControlOrMeta+a');
  await editor.pressSequentially('print(1)');
  await one.keyboard.press('Tab');
  await one.keyboard.press('Escape');
  await one.keyboard.press('Tab');
  await one.locator('button:focus', { hasText: 'Run Python' }).waitFor();
  await button(one, 'New file…').press('Enter');
  await one.keyboard.type('main.py');
  await one.keyboard.press('Enter');
  await one.getByText('There is a file of this name already.').waitFor();
  await one.keyboard.press('ControlOrMeta+a');
  await one.keyboard.type('lib/tools.py');
  await one.keyboard.press('Enter');
  await one.locator('button[aria-current=true]:focus', { hasText: 'lib/tools.py' }).waitFor();
  await safety(one, 'saved');
  await expectSoon(async () => (await grace.api.get(`/sessions/${id}/document`)).body.files).toMatchObject([
    { id: 'main', path: 'main.py', content: '  print(1)' },
    { path: 'lib/tools.py', content: '' },
  ]);
  await one.getByText('Display').press('Enter');
  await one.getByLabel('Language').selectOption('Français');
  await one.getByRole('heading', { name: 'Personnes' }).waitFor();
  await one.getByLabel('Langue').selectOption('English');
  await one.getByLabel('Size of code').selectOption('18 px');
  await one.getByLabel('Break long lines').uncheck();
  const chosen = async () => (await grace.api.get('/users/me/preferences')).body.editorSettings;
  await expectSoon(chosen).toMatchObject({ fontSize: 18, tabSize: 2, wordWrap: false });
  await grace.api.patch('/users/me/preferences', { theme: 'dark', editorSettings: { fontSize: 20, tabSize: 4 } });
  const elsewhere = await enter(grace, `/rooms/${id}`, { colorScheme: 'light' });
  await elsewhere.locator('html[data-theme=dark]').waitFor();
  await elsewhere.getByText('Display').click();
  for (const [label, value] of [
    ['Size of code', '20'],
    ['Spaces of an indentation', '4'],
  ] as const)
    await expectSoon(() => elsewhere.getByLabel(label).inputValue()).toBe(value);
  await elsewhere.locator('.cm-content:not(.cm-lineWrapping)').waitFor();
  await elsewhere.close();
  await grace.api.patch('/users/me/preferences', { theme: 'auto' });

  const { body: link } = await grace.api.post(`/sessions/${id}/invitations`, {});
  const other = await enter(ada, `/rooms/${id}#invitation=${link.secret}`);
  const says = (words: string) => other.getByText(words, { exact: false }).first().waitFor();
  await says('You watch in this room');
  await other.locator('.cm-content').press('a');
  expect(await content(other)()).toBe('  print(1)');
  await other.getByLabel('Message').fill('I see');
  await other.keyboard.press('Enter');
  await one.getByRole('log').getByText('I see').waitFor();
  await other.getByRole('button', { name: 'Follow Grace Hopper' }).click();
  await one.getByRole('navigation').getByText('lib/tools.py').click();
  await editor.press('a');
  await expectSoon(content(other)).toBe('a');
  const { body: people } = await grace.api.get(`/sessions/${id}/collaborators`);
  const place = `/sessions/${id}/collaborators/${people.data[0].id}`;
  await grace.api.patch(place, { role: 'editor' });
  await button(other, 'New file…').waitFor();
  for (const [step, words] of [
    ['lock', 'The room is locked'],
    ['pause', 'The room is paused'],
    ['complete', 'This room is completed'],
    ['archive', 'This room is archived'],
  ]) {
    await grace.api.post(`/sessions/${id}/${step!}`);
    await says(words!);
  }
  await expectSound(other);
  await grace.api.delete(place);
  await says('You were removed from this room');

  await one.goto(`${system.api.url}/app/rooms?status=archived`);
  await one.getByLabel('Order').selectOption('By title');
  await one.waitForURL(/sort=title/);
  await one.getByRole('row', { name: /Sorting.*Archived/ }).waitFor();
  await expectSoundDashboard(one, LIGHT_TELEPHONE);
  await button(one, 'Open again… (Sorting)').click();
  await one.getByRole('dialog').getByRole('button', { name: 'Open again…' }).click();
  await one.getByText('It is done: Sorting.').waitFor();
  await expectSoon(async () => (await grace.api.get(`/sessions/${id}`)).body.status).toBe('active');
});
