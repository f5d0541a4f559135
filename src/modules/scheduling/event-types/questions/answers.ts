import { isEmailAddress } from '../../../../infra/mail/deliverable-address.js';
import { hasLength } from '../../../../kernel/character-count.js';
import { Faults } from '../../../../kernel/faults.js';
import { isDisplayLine } from '../../../../kernel/display-line.js';
import { normalizedEmail } from '../../../../kernel/email-address.js';
import type { Question, QuestionType } from '../event-types.api.js';

const MOST_TEXT = 500;
const MOST_LONG_TEXT = 5000;
const MOST_URL = 2000;

type Checked = { readonly value: unknown } | { readonly message: string; readonly code: string };

/**
 * Validates answers to the questions of an event type. Null and empty texts count as no answer.
 * @param pointer where the answers stand in the body: `/answers`
 * @returns the answers in their stored form, in the order of the questions
 * @throws CodedError validation_failed, which names every fault
 */
export function checkAnswers(
  questions: readonly Question[],
  answers: Readonly<Record<string, unknown>>,
  pointer: string,
): Record<string, unknown> {
  const faults = new Faults();
  const known = new Set(questions.map(({ key }) => key));
  for (const key of Object.keys(answers).filter((name) => !known.has(name)))
    faults.add(`${pointer}/${escaped(key)}`, 'is no question of this event type', 'unknown_question');
  const accepted: [string, unknown][] = [];
  for (const question of questions) {
    const at = `${pointer}/${question.key}`;
    const given = Object.hasOwn(answers, question.key) ? trimmed(answers[question.key]) : undefined;
    if (isNothing(given)) {
      faults.addIf(question.required, at, 'has to be answered', 'required');
      continue;
    }
    // Like a required checkbox (HTML, section 4.10.5.1.15): it has to be true.
    if (question.type === 'boolean' && question.required && given === false) {
      faults.add(at, 'has to be agreed to', 'must_agree');
      continue;
    }
    const checked = CHECKS[question.type](given, question.options ?? []);
    if ('value' in checked) accepted.push([question.key, checked.value]);
    else faults.add(at, checked.message, checked.code);
  }
  faults.throwIfAny();
  return Object.fromEntries(accepted);
}

const CHECKS: Readonly<Record<QuestionType, (value: unknown, options: readonly string[]) => Checked>> = {
  text: line,
  long_text: (value) => text(value, MOST_LONG_TEXT),
  number: (value) =>
    typeof value === 'number' && Number.isFinite(value) ? { value } : fault('must be a number', 'is_number'),
  boolean: (value) => (typeof value === 'boolean' ? { value } : fault('must be true or false', 'is_boolean')),
  choice: (value, options) =>
    typeof value === 'string' && options.includes(value)
      ? { value }
      : fault(`must be one of: ${options.join(', ')}`, 'is_in'),
  choices,
  email: (value) =>
    isEmailAddress(value) ? { value: normalizedEmail(value) } : fault('must be an e-mail address', 'is_email'),
  phone,
  url,
};

function line(value: unknown): Checked {
  const checked = text(value, MOST_TEXT);
  return 'message' in checked || isDisplayLine(String(checked.value))
    ? checked
    : fault('must be one line without invisible characters', 'is_line');
}

function text(value: unknown, max: number): Checked {
  if (typeof value !== 'string') return fault('must be a text', 'is_string');
  return hasLength(value, 0, max) ? { value } : fault(`must have at most ${max} characters`, 'max_length');
}

function choices(value: unknown, options: readonly string[]): Checked {
  const isOk =
    Array.isArray(value) &&
    new Set(value).size === value.length &&
    value.every((one: unknown) => typeof one === 'string' && options.includes(one));
  return isOk ? { value } : fault(`must be a list of different ones of: ${options.join(', ')}`, 'is_in');
}

/** The international form of ITU-T E.164: a plus and at most 15 digits. Dropped are spaces, dots, dashes, brackets and the (0) of calls at home. */
function phone(value: unknown): Checked {
  const number = typeof value === 'string' ? value.replace(/\(0\)|[\s().-]/g, '') : '';
  return /^\+[1-9]\d{6,14}$/.test(number)
    ? { value: number }
    : fault('must be a telephone number with its country, such as +33 1 23 45 67 89', 'is_phone');
}

/** Only http(s), so that a link cannot run a script (`javascript:`). */
function url(value: unknown): Checked {
  const isWeb = hasLength(value, 0, MOST_URL) && /^https?:\/\//i.test(value) && URL.canParse(value);
  return isWeb ? { value } : fault('must be an address that begins with https:// or http://', 'is_url');
}

function fault(message: string, code: string): Checked {
  return { message, code };
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
