import { hasWords, withoutWords } from './whole-words.js';

describe('words that are taken out of a text', () => {
  it.each([
    ['Ada declined Reading', ['Ada'], '… declined Reading'],
    ['“Reading” by Ada: tomorrow', ['Reading', 'Ada'], '“…” by …: tomorrow'],
    ['Al teaches Algebra', ['Al'], '… teaches Algebra'],
    ['Zoë and Zo', ['Zo'], 'Zoë and …'],
    ['a+b (c) $& [d]', ['a+b (c) $&'], '… [d]'],
    ['Ada Lovelace and Ada', ['Ada Lovelace', 'Ada'], '… and …'],
    ['李雷 declined', ['李雷'], '… declined'],
    ['Anna-Lena declined One-on-one', ['One-on-one', 'Anna-Lena'], '… declined …'],
  ])('%s without %j', (text, words, left) => {
    expect(withoutWords(words, text, '…')).toBe(left);
    expect(hasWords(words, text)).toBe(true);
  });

  it('may have every character of the keyboard', () => {
    const text = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
    expect(withoutWords([text], `“${text}” by Ada`, '…')).toBe('“…” by Ada');
  });

  it('are not found within other words', () => {
    expect(hasWords(['e', 'meet'], 'Confirmed: Meeting')).toBe(false);
  });
});
