import { csvLines } from './csv.js';

describe('a line of a CSV file', () => {
  it('ends with CR LF, and has empty cells for what is null', () => {
    expect(csvLines([['a', 1, true, null, '']])).toBe('a,1,true,,\r\n');
    expect(csvLines([['a'], ['b']])).toBe('a\r\nb\r\n');
  });

  it('quotes commas, quotes, line breaks and outer spaces', () => {
    expect(csvLines([['a,b', 'say "hi"', 'one\ntwo', 'one\r\ntwo', ' a ', 'plain; text']])).toBe(
      '"a,b","say ""hi""","one\ntwo","one\r\ntwo"," a ",plain; text\r\n',
    );
  });

  it.each(['=1+1', '+33 1', '-2', '@SUM(A1)', '＝1', '\t1'])('makes no formula of %j', (text) => {
    expect(csvLines([[text]])).toBe(`'${text}\r\n`);
  });

  it.each(['\r1', '\n1'])('makes no formula of what begins with a line break, %j', (text) => {
    expect(csvLines([[text]])).toBe(`"'${text}"\r\n`);
  });

  it.each([
    ['x;=1', "x;'=1"],
    ['x;"=1";', `"x;""'=1"";"`],
    ['x;"";"@A1', `"x;"""";""'@A1"`],
    ['x\t+1', "x\t'+1"],
    ['x\n-1', `"x\n'-1"`],
    ['x|＝1', "x|'＝1"],
    [';=1', ";'=1"],
  ])('makes no formula of %j where another separator is usual', (text, line) => {
    expect(csvLines([[text]])).toBe(`${line}\r\n`);
  });

  it('leaves lists of words and numbers as they are', () =>
    expect(csvLines([['one; -two', 'a+b; c=d']])).toBe('one; -two,a+b; c=d\r\n'));

  it('quotes what is also a formula', () => {
    expect(csvLines([['=HYPERLINK("https://evil.example","x")']])).toBe(
      `"'=HYPERLINK(""https://evil.example"",""x"")"\r\n`,
    );
  });

  it('leaves numbers as they are', () => expect(csvLines([[-5, 'a-b']])).toBe('-5,a-b\r\n'));
});
