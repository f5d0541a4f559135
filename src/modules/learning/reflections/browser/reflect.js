import { Api } from './api.js';
import { Draft, draftKey, isEmpty, QUESTIONS, sameAnswers } from './drafts.js';
import { filled, loadTexts, presentLanguage, rememberLanguage, translate } from './texts.js';

/**
 * @typedef {import('./drafts.js').Answers} Answers
 * @typedef {(typeof QUESTIONS)[number]} Question
 */

const SAVE_EVERY_MS = 30_000;
/** @type {Answers} */
const NOTHING = { question1: '', question2: '', question3: '' };

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (element('reflection'));
/** @param {Question} question */
const field = (question) => /** @type {HTMLTextAreaElement} */ (element(question));
/** @param {'identifier' | 'password' | 'week'} name */
const input = (name) => /** @type {HTMLInputElement} */ (element(name));

const offering = document.body.dataset.offering ?? null;
const api = new Api();
const texts = await loadTexts();
let language = presentLanguage() in texts ? presentLanguage() : 'en';

/** @param {string} key @param {Readonly<Record<string, string | number>>} [values] */
const say = (key, values = {}) => filled(texts[language]?.[key] ?? '', values);
/** @param {string} instant */
const shownTime = (instant) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant));

/** @type {Draft | null} */
let draft = null;
/** What the server has; null until it is submitted. @type {import('./api.js').Reflection | null} */
let submitted = null;
/** @type {import('./api.js').Form | null} */
let asked = null;
/** What is kept of this window: the draft, or what was submitted. @type {Answers} */
let kept = NOTHING;
let isSending = false;
/** @type {{ text: string, key: string } | null} */
let attempt = null;
/** What the notice, the line about the draft and that about the form say, to be said again in another language. */
const shown = new Map();

/** @param {string} id @param {string} key @param {() => Record<string, string | number>} [values] */
function show(id, key, values = () => ({})) {
  shown.set(id, () => (key === '' ? '' : say(key, values())));
  element(id).textContent = shown.get(id)();
}

/** @returns {Answers} */
function typed() {
  return {
    question1: field('question1').value,
    question2: field('question2').value,
    question3: field('question3').value,
  };
}

/** @param {Answers} answers */
function fill(answers) {
  for (const question of QUESTIONS) field(question).value = answers[question];
}

function applyLanguage() {
  translate(texts[language] ?? {}, language);
  for (const [id, text] of shown) element(id).textContent = text();
  showAbout();
  for (const question of QUESTIONS) if (element(`${question}-problem`)) showProblem(question);
}

function showAbout() {
  if (!asked) return;
  const { title, weekNumber, weeks, opensAt, closesAt, isOpen } = asked;
  const isLate = Date.parse(closesAt) <= Date.now();
  const opening = isOpen
    ? say('closes', { time: shownTime(closesAt) })
    : isLate
      ? say('closed', { time: shownTime(closesAt) })
      : say('notYet', { time: shownTime(opensAt) });
  const week = weekNumber === null ? '' : `${say('week', { week: weekNumber, weeks: weeks ?? weekNumber })}. `;
  element('about').textContent = `${title}. ${week}${opening}`;
  element('submit').textContent = say(submitted ? 'submitAgain' : 'submit');
}

/** @param {Question} question */
function showProblem(question) {
  const isMissing = field(question).value.trim() === '';
  let problem = element(`${question}-problem`);
  if (!problem) {
    problem = document.createElement('p');
    problem.id = `${question}-problem`;
    problem.className = 'problem';
    field(question).after(problem);
    field(question).setAttribute('aria-describedby', problem.id);
  }
  problem.textContent = isMissing ? say('required') : '';
  field(question).setAttribute('aria-invalid', String(isMissing));
  return isMissing;
}

/** With what another window has, as long as nothing is chosen: neither is lost when this window closes. @param {Answers} answers */
function withOthers(answers) {
  const both = { ...answers };
  for (const question of QUESTIONS) {
    const other = field(question).parentElement?.querySelector(`#${question} ~ .other[data-of=${question}] blockquote`);
    if (other) both[question] = `${answers[question]}\n${other.textContent}`;
  }
  return both;
}

/** Keeps what was typed since the last time, if there is something. */
function keepDraft() {
  const answers = withOthers(typed());
  if (!draft || sameAnswers(answers, kept) || (isEmpty(answers) && isEmpty(kept))) return;
  const outcome = draft.keep(answers, language, Date.now());
  if (outcome.state === 'conflict') return showConflict(outcome.other);
  if (outcome.state === 'impossible') return show('saved', 'draftUnsaved');
  kept = answers;
  const at = new Date();
  show('saved', 'draftSaved', () => ({
    time: new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(at),
  }));
}

/**
 * Shows beside each answer what another window has in its place, to choose from.
 * @param {Answers & { timestamp?: number }} other
 */
function showConflict(other) {
  if (draft && other.timestamp !== undefined) draft.adopt({ ...other, timestamp: other.timestamp, language });
  kept = other;
  for (const old of document.querySelectorAll('.other')) old.remove();
  for (const question of QUESTIONS) {
    if (field(question).value === other[question] || other[question] === '') continue;
    field(question).after(choices(question, other[question]));
  }
  show('notice', 'conflict');
}

/** @param {Question} question @param {string} text */
function choices(question, text) {
  const box = document.createElement('div');
  box.className = 'other';
  box.dataset.of = question;
  const label = document.createElement('p');
  label.dataset.translate = 'otherText';
  label.textContent = say('otherText');
  const quote = document.createElement('blockquote');
  quote.textContent = text;
  box.append(label, quote);
  const ways = /** @type {const} */ ([
    ['useOther', () => text],
    ['useBoth', () => `${field(question).value}\n${text}`],
    ['useMine', () => field(question).value],
  ]);
  for (const [key, result] of ways) {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.translate = key;
    button.textContent = say(key);
    button.addEventListener('click', () => {
      field(question).value = result();
      box.remove();
      field(question).focus();
    });
    box.append(button);
  }
  return box;
}

/** @param {import('./api.js').Reflection} reflection @param {Answers} sent */
function showSent(reflection, sent) {
  submitted = reflection;
  attempt = null;
  const answers = typed();
  const isAll = sameAnswers(answers, sent);
  draft?.clear();
  kept = sent;
  show('saved', '');
  show('notice', isAll ? 'sent' : 'sentInPart');
  showAnonymity();
  showAbout();
  if (!isAll) keepDraft();
  element('notice').focus();
}

/** The same text, sent again, has the same key. @param {string} text */
function keyOf(text) {
  if (attempt?.text !== text)
    attempt = { text, key: [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join('') };
  return attempt.key;
}

/** @returns {Promise<void>} */
async function send() {
  const sent = typed();
  const isAnonymous = /** @type {HTMLInputElement | null} */ (document.getElementById('anonymous'))?.checked;
  const anonymous = asked?.anonymity === 'optional' ? isAnonymous : undefined;
  const weekNumber = asked?.weekNumber ?? undefined;
  const reflection = { offeringId: offering, weekNumber, ...sent, language, anonymous };
  const { status, body } = submitted
    ? await api.change(submitted, { ...sent, language })
    : await api.create(reflection, keyOf(JSON.stringify(reflection)));
  if (status === 200 || status === 201) return showSent(body, trimmed(sent));
  if (status === 412 || body?.code === 'reflection_exists') return settle(sent);
  if (body?.code === 'reflection_closed') {
    asked = asked && { ...asked, ...body, isOpen: false };
    show('notice', '');
    return showAbout();
  }
  const key = { 400: 'refused', 401: 'signedOut', 403: 'notYours', 404: 'notYours', 429: 'tooMany' }[status];
  show('notice', key ?? 'failed');
}

/** What the server has is something else than this window thinks. @param {Answers} sent @returns {Promise<void>} */
async function settle(sent) {
  const { status, body } = await api.form(offering ?? '', asked?.weekNumber ?? null);
  if (status !== 200) return show('notice', 'failed');
  asked = body;
  if (!body.reflection) {
    submitted = null;
    showAbout();
    return send();
  }
  if (sameAnswers(body.reflection, trimmed(sent))) return showSent(body.reflection, sent);
  submitted = body.reflection;
  showAbout();
  showAnonymity();
  showConflict({
    question1: body.reflection.question1,
    question2: body.reflection.question2,
    question3: body.reflection.question3,
  });
}

/** As the server keeps it. @param {Answers} answers @returns {Answers} */
function trimmed({ question1, question2, question3 }) {
  return { question1: question1.trim(), question2: question2.trim(), question3: question3.trim() };
}

/** @param {SubmitEvent} event */
async function submit(event) {
  event.preventDefault();
  if (isSending) return;
  const missing = QUESTIONS.filter(showProblem);
  if (missing[0]) {
    show('notice', 'checkForm');
    return field(missing[0]).focus();
  }
  keepDraft();
  if (offering === null) return show('notice', 'staticOnly');
  isSending = true;
  element('submit').setAttribute('aria-disabled', 'true');
  show('notice', 'sending');
  try {
    if (!document.getElementById('sign-in') || (await identify())) await send();
  } catch {
    show('notice', 'unreachable');
  } finally {
    isSending = false;
    element('submit').removeAttribute('aria-disabled');
  }
}

/** Signs in by what the form says, or the cookie. @returns {Promise<boolean>} whether what is typed can be sent as it is */
async function identify() {
  const [name, password] = [input('identifier').value.trim(), input('password').value];
  const known = name === '' && password === '' ? await api.signIn() : null;
  const { status, body } = known ? { status: 200, body: { user: known } } : await api.logIn(name, password);
  if (status !== 200) {
    show('notice', status === 429 ? 'throttled' : status < 500 ? 'wrongPassword' : 'failed');
    input('password').focus();
    return false;
  }
  const wantsNoName = isNameless();
  const ofNobody = draft;
  if (!(await begin(body.user))) return false;
  keepDraft();
  ofNobody?.clear();
  // Nothing is replaced, or shows a name, unasked.
  if (document.querySelector('.other')) return false;
  if (submitted && !sameAnswers(submitted, trimmed(typed()))) show('notice', 'replaces');
  else if (wantsNoName && !submitted && asked?.anonymity === 'never') show('notice', 'namedOnly');
  else return true;
  return false;
}

/** Whether the box for it is ticked. */
const isNameless = () => element('anonymity')?.querySelector('input')?.checked ?? false;

function showAnonymity() {
  const box = element('anonymity');
  if (!asked || !box) return;
  const isChecked = isNameless();
  box.replaceChildren();
  const text = document.createElement('p');
  text.dataset.translate = submitted
    ? submitted.anonymous
      ? 'isAnonymous'
      : 'isNamed'
    : { never: 'neverAnonymous', always: 'alwaysAnonymous', optional: 'anonymousHint' }[asked.anonymity];
  text.textContent = say(text.dataset.translate ?? '');
  const isUnread = !asked.anonymousIsRead && (submitted ? submitted.anonymous : asked.anonymity !== 'never');
  if (!submitted && asked.anonymity === 'optional') {
    const label = document.createElement('label');
    const check = document.createElement('input');
    check.type = 'checkbox';
    check.id = 'anonymous';
    check.checked = isChecked;
    const words = document.createElement('span');
    words.dataset.translate = 'anonymous';
    words.textContent = say('anonymous');
    label.append(check, words);
    box.append(label);
  }
  box.append(text);
  if (isUnread) {
    const warning = document.createElement('p');
    warning.dataset.translate = 'anonymousUnread';
    warning.textContent = say('anonymousUnread');
    box.append(warning);
  }
}

/** Keeps what is typed in this draft from now on, and shows what was left in it. @param {Draft} opened */
function openDraft(opened) {
  draft = opened;
  const stored = draft.read();
  if (stored) {
    draft.adopt(stored);
    if (!sameAnswers(stored, kept)) {
      if (isEmpty(typed()) || sameAnswers(typed(), kept)) {
        fill(stored);
        show('notice', 'restored');
      } else showConflict(stored);
    }
    kept = stored;
  }
}

/** As long as nobody is known what is typed is kept for this window alone, and goes with it. */
function openDraftOfNobody() {
  form.addEventListener('submit', submit);
  openDraft(new Draft(sessionStorage, draftKey({ offering: offering ?? '', week: null, person: '' })));
}

function watchDraft() {
  setInterval(keepDraft, SAVE_EVERY_MS);
  window.addEventListener('pagehide', keepDraft);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && keepDraft());
  window.addEventListener('storage', ({ key: changed }) => {
    const other = draft && changed === draft.key ? draft.read() : null;
    if (!other || sameAnswers(other, typed())) return;
    if (!sameAnswers(typed(), kept)) return showConflict(other);
    draft?.adopt(other);
    fill(other);
    kept = other;
  });
}

/** @param {{ id: string }} person @returns {Promise<boolean>} whether there is something for them to write */
async function begin(person) {
  // As the address says, or whoever was not known yet.
  const week = input('week').value;
  const { status, body } = await api.form(offering ?? '', week === '' ? null : Number(week));
  element('sign-in').remove();
  if (status !== 200) {
    show('notice', status === 403 || status === 404 ? 'notYours' : 'failed');
    return false;
  }
  asked = body;
  submitted = body.reflection;
  const { question1, question2, question3 } = submitted ?? NOTHING;
  kept = { question1, question2, question3 };
  if (isEmpty(typed())) fill(kept);
  const isNow = Date.parse(body.opensAt) <= Date.now() && Date.now() < Date.parse(body.closesAt);
  // Somebody who teaches it, or manages.
  if (isNow && !body.isOpen) {
    show('notice', 'notYours');
    return false;
  }
  showAnonymity();
  showAbout();
  showSignOut();
  const whose = { offering: offering ?? '', week: body.weekNumber, person: person.id };
  openDraft(new Draft(localStorage, draftKey(whose)));
  return true;
}

function showSignOut() {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.translate = 'signOut';
  button.textContent = say('signOut');
  button.addEventListener('click', async () => {
    draft = null;
    for (const key of Object.keys(localStorage)) if (key.startsWith('reflection_draft:')) localStorage.removeItem(key);
    await api.signOut();
    location.replace(location.pathname);
  });
  document.querySelector('header')?.append(button);
}

form.noValidate = true;
element('notice').tabIndex = -1;
applyLanguage();
for (const link of document.querySelectorAll('[data-language]'))
  link.addEventListener('click', (event) => {
    event.preventDefault();
    language = link.getAttribute('data-language') ?? language;
    rememberLanguage(language);
    const address = new URL(location.href);
    address.searchParams.set('lang', language);
    history.replaceState(null, '', address);
    applyLanguage();
  });
for (const question of QUESTIONS)
  field(question).addEventListener('input', () => element(`${question}-problem`) && showProblem(question));

watchDraft();
if (offering === null) {
  form.addEventListener('submit', submit);
  openDraft(new Draft(localStorage, draftKey(null)));
} else {
  try {
    const person = await api.signIn();
    if (person) {
      form.addEventListener('submit', submit);
      await begin(person);
    } else openDraftOfNobody();
  } catch {
    show('notice', 'unreachable');
    if (draft === null) openDraftOfNobody();
  }
}
