import { CodedError } from '../../kernel/coded-error.js';
import { assertBounded, textBoundsFault } from './input-bounds.js';
import { leastProcessorTimeOf } from '../../../test/support/processor-time.js';

function codeOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  if (!(error instanceof CodedError)) throw new Error('It is no coded error.', { cause: error });
  return error.occurrence.errors?.map(({ pointer, code }) => `${pointer ?? ''} ${code}`).join();
}

function refusal(input: unknown): string | undefined {
  try {
    assertBounded(input, true);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

const textRefusal = (text: string) => codeOf(textBoundsFault(Buffer.from(text)));
const members = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('the bounds of an input', () => {
  it.each([
    ['200 members', members(200)],
    ['1000 items', { list: Array.from({ length: 1000 }, () => 0) }],
    ['49 lists of 200 members', { list: Array.from({ length: 49 }, () => members(200)) }],
    ['20 levels', JSON.parse(nested(21))],
    ['no object', 'text'],
  ])('allow %s', (_case, input) => {
    expect(refusal(input)).toBeUndefined();
    expect(textRefusal(JSON.stringify(input))).toBeUndefined();
  });

  it.each([
    ['201 members', { deep: { 'a/b': members(201) } }, '/deep/a~1b max_members'],
    ['1001 items', { list: Array.from({ length: 1001 }, () => 0) }, '/list max_items'],
    [
      '11 lists of 1000',
      Object.fromEntries(Array.from({ length: 11 }, (_, n) => [n, Array(1000).fill(0)])),
      ' max_values',
    ],
    ['22 levels', JSON.parse(nested(22)), `${'/0'.repeat(21)} max_depth`],
  ])('refuse %s', (_case, input, code) => {
    expect(refusal(input)).toBe(code);
  });

  it.each([
    ['100,000 members', JSON.stringify(members(100_000)), ' max_values'],
    ['100,000 empty objects', `[${'{},'.repeat(100_000)}{}]`, ' max_values'],
    ['100,000 levels', nested(100_000), ' max_depth'],
    ['100,000 levels that never end', '{"a":'.repeat(100_000), ' max_depth'],
  ])('refuse %s before they are parsed', (_case, text, code) => {
    expect(textRefusal(text)).toBe(code);
    expect(leastProcessorTimeOf(() => textRefusal(text))).toBeLessThan(50);
  });

  it('count no text', () => {
    expect(textRefusal(JSON.stringify({ text: `${',{['.repeat(50_000)}"\\` }))).toBeUndefined();
  });
});
