import type { EventTypeQuestion, NewEventTypeQuestion, QuestionType } from '@lyceum/sdk';
import { textIn } from '../shell/form-values.ts';

export const QUESTION_TYPES = [
  'text',
  'long_text',
  'choice',
  'choices',
  'boolean',
  'number',
  'email',
  'phone',
  'url',
] as const satisfies readonly QuestionType[];

export const MOST_QUESTIONS = 30;
const LONGEST_KEY = 40;

/** Of the fields of a question, as the request calls them: the server says by these names what is wrong. */
export const questionField = (index: number, member: keyof EventTypeQuestion) => `questions.${index}.${member}`;

export function takesOptions(type: QuestionType): boolean {
  return type === 'choice' || type === 'choices';
}

/** @returns what the form asks whoever books, in its order; what was asked before keeps its key, by which answers know it */
export function questionsOf(form: FormData): NewEventTypeQuestion[] {
  const count = countOf(form);
  const keys = Array.from({ length: count }, (_, index) => textIn(form, questionField(index, 'key')));
  const taken = new Set(keys);
  return keys.map((known, index) => {
    const label = textIn(form, questionField(index, 'label'));
    const type = textIn(form, questionField(index, 'type')) as QuestionType;
    const key = known === '' ? freeKey(label, taken) : known;
    taken.add(key);
    const options = textIn(form, questionField(index, 'options'))
      .split('\n')
      .flatMap((option) => option.trim() || []);
    const required = form.has(questionField(index, 'required'));
    return { key, label, type, required, ...(takesOptions(type) ? { options } : {}) };
  });
}

function countOf(form: FormData): number {
  let count = 0;
  while (form.has(questionField(count, 'label'))) count += 1;
  return count;
}

/** Small letters, digits and underscores of the question, which links that fill in the form have to spell. */
function freeKey(label: string, taken: ReadonlySet<string>): string {
  const plain = label
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^[_\d]+/, '')
    .slice(0, LONGEST_KEY)
    .replace(/_$/, '');
  const base = plain || 'question';
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base.slice(0, LONGEST_KEY - 3)}_${number}`;
    if (!taken.has(key)) return key;
  }
}
