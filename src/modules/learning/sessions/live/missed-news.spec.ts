import { newsAfter } from './missed-news.js';

const missed = [
  {
    type: 'run-so-far',
    id: 'a',
    output: { compile: { stdout: '', stderr: '' }, run: { stdout: 'abc', stderr: '' } },
  } as const,
];
const output = (id: string, offset: number, text: string, stream = 'stdout') =>
  JSON.stringify({ type: 'run-output', id, stage: 'run', stream, offset, text });

it('what came while somebody was told what they missed follows it, each once', () => {
  const known = [output('a', 0, 'ab'), output('a', 2, 'c')];
  const news = [output('a', 3, 'd'), output('a', 0, '!', 'stderr'), output('b', 0, 'x'), '{"type":"left"}'];
  expect(newsAfter(missed, [...known, ...news])).toEqual(news);
  expect(newsAfter([], known)).toEqual(known);
});

it('a run that is begun again meanwhile is told from its beginning', () => {
  const before = [output('a', 0, 'ab'), output('a', 2, 'cd')];
  const again = [output('a', 0, 'a'), output('a', 0, '!', 'stderr'), output('a', 1, 'x'), output('a', 2, 'c')];
  expect(newsAfter(missed, [...before, ...again])).toEqual([before[1], ...again]);
  // What is printed as before is there.
  expect(newsAfter(missed, [output('a', 0, 'ab'), output('a', 2, 'cd'), output('a', 4, 'e')])).toEqual([
    output('a', 2, 'cd'),
    output('a', 4, 'e'),
  ]);
});
