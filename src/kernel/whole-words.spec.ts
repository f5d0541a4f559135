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
  ])('%s without %j', (text, words, left) => {
    expect(withoutWords(words, text, '…')).toBe(left);
    expect(hasWords(words, text)).toBe(true);
  });

  it('are not found within other words', () => {
    expect(hasWords(['e', 'meet'], 'Confirmed: Meeting')).toBe(false);
  });
});
