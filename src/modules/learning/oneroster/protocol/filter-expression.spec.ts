import { CodedError } from '../../../../kernel/coded-error.js';
import { parseFilter } from './filter-expression.js';

const one = (field: string, predicate: string, value: string) => ({ field, predicate, value });

describe('a filter of OneRoster', () => {
  it.each(['=', '!=', '>', '>=', '<', '<=', '~'])('compares by %s', (predicate) => {
    expect(parseFilter(`familyName${predicate}'jones'`)).toEqual({
      join: 'AND',
      comparisons: [one('familyName', predicate, 'jones')],
    });
  });

  it('reads nested names, doubled apostrophes, spaces and words of its own within values', () => {
    expect(parseFilter(`class.sourcedId = '7' AND title='O''Neil AND Sons'`)).toEqual({
      join: 'AND',
      comparisons: [one('class.sourcedId', '=', '7'), one('title', '=', `O'Neil AND Sons`)],
    });
    expect(parseFilter(`email='' OR email='a=b'`)).toEqual({
      join: 'OR',
      comparisons: [one('email', '=', ''), one('email', '=', 'a=b')],
    });
  });

  it.each([
    ['', 'a field'],
    ['status', 'predicate'],
    [`='x'`, 'a field'],
    ['status=active', 'single quotes'],
    [`status='active`, 'not closed'],
    [`status='active''`, 'not closed'],
    [`status='active' status='x'`, 'AND or OR'],
    [`status='active' AND`, 'AND or OR'],
    [`status='active' AND `, 'a field'],
    [`status='a'AND role='b' and x='c'`, 'AND or OR'],
    [`a='1' AND b='2' OR c='3'`, 'mixed'],
    [Array.from({ length: 11 }, () => `a='1'`).join(' AND '), 'more than 10'],
  ])('refuses %j', (text, why) => {
    const attempt = () => parseFilter(text);
    expect(attempt).toThrow(CodedError);
    expect(attempt).toThrow(why);
  });
});
