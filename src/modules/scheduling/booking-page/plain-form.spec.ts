import type { Question } from '../event-types/event-types.api.js';
import { answersIn, faultsIn, formFields, formKeyField, formKeyIn, prefilledIn } from './plain-form.js';

const questions: readonly Question[] = [
  { key: 'goal', label: 'Your <goal>', type: 'long_text', required: true },
  { key: 'topics', label: 'Topics', type: 'choices', required: false, options: ['Algebra', 'Geometry'] },
  { key: 'level', label: 'Level', type: 'choice', required: true, options: ['A', 'B'] },
  { key: 'terms', label: 'I agree', type: 'boolean', required: true },
  { key: 'hours', label: 'Hours', type: 'number', required: false },
];

it('reads the answers of a form as the API takes them', () => {
  const sent = {
    'answer.goal': ' Proofs ',
    'answer.topics.1': 'on',
    'answer.level': 'B',
    'answer.terms': 'on',
    'answer.hours': '2,5',
    'answer.other': 'x',
  };
  expect(answersIn(sent, questions)).toEqual({
    goal: 'Proofs',
    topics: ['Geometry'],
    level: 'B',
    terms: true,
    hours: 2.5,
  });
  expect(answersIn({ 'answer.hours': 'many', 'answer.goal': '' }, questions)).toEqual({ hours: 'many', terms: false });
});

it('fills in what the address says, and no consent', () => {
  const query = { name: 'Ada', notes: 'Early', goal: 'Proofs', topics: ['Geometry'], terms: 'true' };
  const shown = formFields('en', questions, prefilledIn(query, questions));
  expect(shown).toContain('value="Ada"');
  expect(shown).toContain('>Proofs</textarea>');
  expect(shown).toContain('name="notes" rows="4">Early</textarea>');
  expect(shown).toContain('name="answer.topics.1" value="on" checked');
  expect(shown).not.toContain('name="answer.terms" value="on" required checked');
});

it('shows what was filled in again, and makes every text harmless', () => {
  const shown = formFields('en', questions, { name: '"><script>', 'answer.level': 'B', 'answer.topics.0': 'on' });
  expect(shown).toContain('value="&quot;&gt;&lt;script&gt;"');
  expect(shown).toContain('Your &lt;goal&gt;');
  expect(shown).toContain('<option selected>B</option>');
  expect(shown).toContain('name="answer.topics.0" value="on" checked');
  expect(shown).not.toContain('name="answer.terms" value="on" required checked');
});

it('fills in no question with what the address says of the page', () => {
  const named = ['month', 'lang', 'slot', 'name', 'notes'].map(
    (key) => ({ key, label: key, type: 'text', required: false }) as const,
  );
  const filled = prefilledIn({ month: '2031-03', lang: 'fr', slot: 'x', name: 'Ada', notes: 'Early' }, named);
  expect(answersIn(filled, named)).toEqual({});
  expect(filled).toMatchObject({ name: 'Ada', notes: 'Early' });
});

it('has something that no other form has', () => {
  const keys = [formKeyField(), formKeyField()].map((field) => /value="([^"]+)"/.exec(field)?.[1] ?? '');
  expect(new Set(keys).size).toBe(2);
  expect(formKeyIn({ form: keys[0] })).toBe(keys[0]);
  expect(formKeyIn({ form: 'x'.repeat(300) })).toMatch(/^[\da-f-]{36}$/);
});

it('names the fields that were refused by their labels', () => {
  const error = { field: 'answers.goal', message: 'is required', code: 'required' };
  expect(faultsIn('en', questions, [{ ...error, pointer: '/answers/goal' }])).toContain('Your &lt;goal&gt; is missing');
  const nested = { ...error, pointer: '/answers/topics/0' };
  expect(faultsIn('en', [{ ...questions[1]!, key: 'top', label: 'Top' }, questions[1]!], [nested])).toContain(
    '<li>Topics ',
  );
});
