import { escapeHtml } from '../../../infra/pages/plain-page.js';
import type { FieldError } from '../../../kernel/coded-error.js';
import { isId, newId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Question } from '../event-types/event-types.api.js';
import { PLAIN_TEXTS } from './plain-texts.js';

/** What a form sends, or an address fills in. */
export type FormFields = Readonly<Record<string, unknown>>;

/** The prefix of the names of answers: keys of questions are whatever their host likes. */
const ANSWER = 'answer.';

/** The name of what no two forms have in common. */
const FORM_KEY = 'form';

/** Of the page and not of a question, whatever its key is. */
const OF_THE_PAGE = [
  'lang',
  'timezone',
  'duration',
  'month',
  'date',
  'slot',
  'waitlist',
  'view',
  'embed',
  'name',
  'email',
  'notes',
];

/** The name of what a button asks for in place of booking or waiting. */
const STEP = 'step';

/** The times; or the form, filled in as before. */
export type PlainStep = 'times' | 'form';

export function stepIn(fields: FormFields): PlainStep | null {
  const step = textIn(fields, STEP);
  return step === 'times' || step === 'form' ? step : null;
}

/** Attributes of a button that sends its form there without checking it. @param address as the value of an attribute */
export function stepTo(step: PlainStep, address?: string): string {
  return `name="${STEP}" value="${step}" formnovalidate${address === undefined ? '' : ` formaction="${address}"`}`;
}

/** What somebody has typed about themselves, as a form sends it: without the range, the key and the step. */
export function typedIn(fields: FormFields): FormFields {
  const isTyped = (name: string) => ['name', 'email', 'notes'].includes(name) || name.startsWith(ANSWER);
  const typed = Object.keys(fields).map((name) => [name, isTyped(name) ? textIn(fields, name) : ''] as const);
  return Object.fromEntries(typed.filter(([, text]) => text !== ''));
}

/** What the selects of a page choose. */
export function chosenIn(fields: FormFields): FormFields {
  return Object.fromEntries(
    ['duration', 'timezone', 'waitlist'].flatMap((name) => {
      const chosen = textIn(fields, name);
      return chosen === '' ? [] : [[name, chosen] as const];
    }),
  );
}

export function hiddenFields(fields: Iterable<readonly [name: string, value: unknown]>): string {
  return [...fields]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(String(value))}">`)
    .join('');
}

export function formKeyField(): string {
  return `<input type="hidden" name="${FORM_KEY}" value="${newId()}">`;
}

/** @returns a new one where the form has none */
export function formKeyIn(fields: FormFields): string {
  const key = textIn(fields, FORM_KEY);
  return isId(key) ? key : newId();
}

/** The answers of a form, as the API takes them; an empty one is none. */
export function answersIn(fields: FormFields, questions: readonly Question[]): Record<string, unknown> {
  const answers = questions.map((question) => [question.key, answerIn(fields, question)] as const);
  return Object.fromEntries(answers.filter(([, answer]) => answer !== undefined));
}

function answerIn(fields: FormFields, { key, type, options = [] }: Question): unknown {
  const text = textIn(fields, ANSWER + key).trim();
  switch (type) {
    case 'boolean':
      return text !== '';
    case 'choices': {
      const chosen = options.filter((_option, index) => textIn(fields, `${ANSWER}${key}.${index}`) !== '');
      return chosen.length > 0 ? chosen : undefined;
    }
    case 'number':
      // What is no number goes on as it is, and is refused as that.
      return text === ''
        ? undefined
        : Number.isFinite(Number(text.replace(',', '.')))
          ? Number(text.replace(',', '.'))
          : text;
    default:
      return text || undefined;
  }
}

/**
 * What an address fills in: `name`, `email`, and answers by the keys of their questions. It gives no consent.
 * @param query a parameter that comes several times is a list
 */
export function prefilledIn(query: FormFields, questions: readonly Question[]): FormFields {
  const filled: Record<string, unknown> = { name: query.name, email: query.email, notes: query.notes };
  for (const { key, type, required, options = [] } of questions) {
    const given = OF_THE_PAGE.includes(key) ? [] : [query[key] ?? []].flat();
    if (type === 'choices')
      options.forEach((option, index) => (filled[`${ANSWER}${key}.${index}`] = given.includes(option) ? 'on' : ''));
    else if (type !== 'boolean' || !required) filled[ANSWER + key] = given[0];
  }
  return filled;
}

/** Name, address, questions and notes, filled in as before. */
export function formFields(language: Language, questions: readonly Question[], fields: FormFields): string {
  const texts = PLAIN_TEXTS[language];
  const notes = { name: 'notes', label: `${texts.notes} ${texts.optional}`, type: 'long_text', required: false };
  return `${personFields(language, questions, fields)}\n${input(notes, fields)}`;
}

/** Name, address and questions. */
function personFields(language: Language, questions: readonly Question[], fields: FormFields): string {
  const texts = PLAIN_TEXTS[language];
  const person = [
    input({ name: 'name', label: texts.name, type: 'text', required: true, autocomplete: 'name' }, fields),
    input({ name: 'email', label: texts.email, type: 'email', required: true, autocomplete: 'email' }, fields),
  ];
  return [...person, ...questions.map((question) => questionField(language, question, fields))].join('\n');
}

/** What was refused, by the labels of its fields. */
export function faultsIn(language: Language, questions: readonly Question[], errors: readonly FieldError[]): string {
  const texts = PLAIN_TEXTS[language];
  const labels = new Map([
    ['/attendee/name', texts.name],
    ['/attendee/email', texts.email],
    ['/notes', texts.notes],
    ['/from', texts.waitFrom],
    ['/to', texts.waitTo],
    ...questions.map(({ key, label }) => [`/answers/${key}`, label] as const),
  ]);
  const items = errors.map(({ pointer, field }) => {
    const [, label = field] = [...labels].find(([place]) => pointer !== undefined && isAt(pointer, place)) ?? [];
    return `<li>${escapeHtml(label)} ${texts.fault}</li>`;
  });
  return `<div class="notice" role="alert"><p>${texts.refused}</p><ul>${items.join('')}</ul></div>`;
}

/** Whether a JSON pointer leads to the place or into it. */
function isAt(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

interface Input {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly required: boolean;
  readonly autocomplete?: string;
}

export function input({ name, label, type, required, autocomplete }: Input, fields: FormFields): string {
  const value = escapeHtml(textIn(fields, name));
  const id = escapeHtml(`field-${name}`);
  const shared = `id="${id}" name="${escapeHtml(name)}"${required ? ' required' : ''}`;
  const control =
    type === 'long_text'
      ? `<textarea ${shared} rows="4">${value}</textarea>`
      : `<input type="${type}" ${shared} value="${value}"${autocomplete ? ` autocomplete="${autocomplete}"` : ''}>`;
  return `<div class="field"><label for="${id}">${escapeHtml(label)}</label>${control}</div>`;
}

const INPUTS: Readonly<Record<string, string>> = { email: 'email', phone: 'tel', url: 'url', long_text: 'long_text' };

function questionField(language: Language, question: Question, fields: FormFields): string {
  const { key, type, required, options = [] } = question;
  const texts = PLAIN_TEXTS[language];
  const label = required || type === 'boolean' ? question.label : `${question.label} ${texts.optional}`;
  const name = ANSWER + key;
  const box = (boxName: string, text: string, isRequired: boolean) =>
    `<label><input type="checkbox" name="${escapeHtml(boxName)}" value="on"${isRequired ? ' required' : ''}${
      textIn(fields, boxName) ? ' checked' : ''
    }>${escapeHtml(text)}</label>`;
  if (type === 'boolean') return `<div class="field choices">${box(name, label, required)}</div>`;
  if (type === 'choices') {
    const boxes = options.map((option, index) => box(`${name}.${index}`, option, false));
    return `<fieldset class="field choices"><legend>${escapeHtml(label)}</legend>${boxes.join('')}</fieldset>`;
  }
  if (type !== 'choice') return input({ name, label, type: INPUTS[type] ?? 'text', required }, fields);
  const id = escapeHtml(`field-${name}`);
  const chosen = textIn(fields, name);
  const items = options.map(
    (option) => `<option${option === chosen ? ' selected' : ''}>${escapeHtml(option)}</option>`,
  );
  return `<div class="field"><label for="${id}">${escapeHtml(label)}</label><select id="${id}" name="${escapeHtml(name)}"${
    required ? ' required' : ''
  }><option value="">${texts.chooseOne}</option>${items.join('')}</select></div>`;
}

export function personIn(fields: FormFields): { readonly name: string; readonly email: string } {
  return { name: textIn(fields, 'name').trim(), email: textIn(fields, 'email').trim() };
}

export function notesIn(fields: FormFields): string | undefined {
  return textIn(fields, 'notes').trim() || undefined;
}

export function membersOf(value: unknown): FormFields {
  return Object(value) as FormFields;
}

/** @returns '' where there is none, or something else than a text */
export function textIn(fields: FormFields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : '';
  return typeof value === 'string' ? value : '';
}
