import { type CodedError } from '../../../../kernel/coded-error.js';
import { checkAnswers } from './answers.js';
import type { Question, QuestionType } from '../event-types.api.js';

const question = (type: QuestionType, more: Partial<Question> = {}): Question => ({
  key: 'q',
  label: 'Question',
  type,
  required: false,
  ...(type.startsWith('choice') ? { options: ['Tea', 'Coffee'] } : {}),
  ...more,
});

function answer(type: QuestionType, value: unknown): unknown {
  return checkAnswers([question(type)], { q: value }, '/answers')['q'];
}

function faults(questions: readonly Question[], answers: Record<string, unknown>): unknown[] {
  try {
    checkAnswers(questions, answers, '/answers');
  } catch (error) {
    return ((error as CodedError).occurrence.errors ?? []).map(({ pointer, code }) => [pointer, code]);
  }
  return [];
}

describe('answers', () => {
  it.each<[QuestionType, unknown, unknown]>([
    ['text', '  Ada ', 'Ada'],
    ['text', 'x'.repeat(500), 'x'.repeat(500)],
    ['long_text', 'x'.repeat(5000), 'x'.repeat(5000)],
    ['text', '😀'.repeat(500), '😀'.repeat(500)],
    ['number', 0, 0],
    ['number', -1.5, -1.5],
    ['boolean', false, false],
    ['choice', ' Tea ', 'Tea'],
    ['choices', ['Coffee', 'Tea'], ['Coffee', 'Tea']],
    ['email', ' ada@example.org ', 'ada@example.org'],
    ['email', 'ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
    ['phone', '+33 (0)1.23-45 67 89', '+33123456789'],
    ['url', 'https://example.org/a?b=c', 'https://example.org/a?b=c'],
  ])('to a %s question may be %j', (type, given, stored) => {
    expect(answer(type, given)).toEqual(stored);
  });

  it.each<[QuestionType, unknown, string]>([
    ['text', 5, 'is_string'],
    ['text', ['Ada'], 'is_string'],
    ['text', 'x'.repeat(501), 'max_length'],
    ['long_text', 'x'.repeat(5001), 'max_length'],
    ['text', '❤️'.repeat(251), 'max_length'],
    ['number', '5', 'is_number'],
    ['number', Infinity, 'is_number'],
    ['text', 'two\nlines', 'is_line'],
    ['text', 'Ada \u202Egro.elpmaxe', 'is_line'],
    ['boolean', 'true', 'is_boolean'],
    ['choice', 'Water', 'is_in'],
    ['choice', ['Tea'], 'is_in'],
    ['choices', 'Tea', 'is_in'],
    ['choices', ['Tea', 'Tea'], 'is_in'],
    ['choices', ['Tea', 'Water'], 'is_in'],
    ['email', 'ada@', 'is_email'],
    ['email', '"ada lovelace"@example.org', 'is_email'],
    ['phone', '01 23 45 67 89', 'is_phone'],
    ['phone', '+1234567890123456', 'is_phone'],
    ['url', 'javascript:alert(1)', 'is_url'],
    ['url', 'https://', 'is_url'],
    ['url', `https://example.org/${'x'.repeat(2000)}`, 'is_url'],
  ])('to a %s question may not be %j', (type, given, code) => {
    expect(faults([question(type)], { q: given })).toEqual([['/answers/q', code]]);
  });

  it.each([undefined, null, '', '   ', []])('that are %j are none', (nothing) => {
    expect(checkAnswers([question('text')], { q: nothing }, '/answers')).toEqual({});
    expect(faults([question('text', { required: true })], { q: nothing })).toEqual([['/answers/q', 'required']]);
  });

  it('to a required yes/no question is yes: it asks for consent', () => {
    const consent = [question('boolean', { required: true })];
    expect(checkAnswers(consent, { q: true }, '/answers')).toEqual({ q: true });
    expect(faults(consent, { q: false })).toEqual([['/answers/q', 'must_agree']]);
    expect(faults(consent, {})).toEqual([['/answers/q', 'required']]);
  });

  it('are all named when they are wrong, and those to no question as well', () => {
    const questions = [question('text', { key: 'name', required: true }), question('number', { key: 'age' })];
    expect(faults(questions, { age: 'old', 'a/b': 1, toString: 1 })).toEqual([
      ['/answers/a~1b', 'unknown_question'],
      ['/answers/toString', 'unknown_question'],
      ['/answers/name', 'required'],
      ['/answers/age', 'is_number'],
    ]);
  });

  it('that an object inherits are none', () => {
    expect(faults([question('text', { key: 'constructor', required: true })], {})).toEqual([
      ['/answers/constructor', 'required'],
    ]);
  });
});
