import { displayName, greeting, maskedEmail, shortened } from './names.js';

/** What a mail program sees when it looks for links: the joiner is invisible to people. */
const shown = (text: string) => text.replaceAll('\u2060', '');

describe('displayName', () => {
  it.each(['https://evil.example', 'www.evil.example', 'evil.example/path', 'eve@evil.example'])(
    'looks like %s and is no link',
    (name) => {
      expect(displayName(name)).not.toContain(name);
      expect(displayName(name)).not.toMatch(/\w\.\w|:\/|@\w/);
      expect(shown(displayName(name))).toBe(name);
    },
  );

  it.each(['Ada Lovelace', 'Dr. Ada King', 'Zoë', '李小龍'])('leaves %s alone', (name) => {
    expect(displayName(name)).toBe(name);
  });
});

describe('shortened', () => {
  it('makes one line of several', () => {
    expect(shortened(' one\r\ntwo\u2028three\u0000 ')).toBe('one two three');
  });

  it('cuts between characters, never inside one', () => {
    expect(shortened('👩'.repeat(10), 5)).toBe('👩👩👩👩…');
    expect(shortened('12345', 5)).toBe('12345');
  });
});

describe('greeting', () => {
  it('works without a name', () => {
    expect(greeting(undefined, 'en')).toBe('Hello,');
    expect(greeting('Ada', 'en')).toBe('Hello Ada,');
    expect(greeting('Ada', 'fr')).toBe('Bonjour Ada,');
  });
});

describe('maskedEmail', () => {
  it('shows the first letter and the domain', () => {
    expect(shown(maskedEmail('ada.king@engines.test'))).toBe('a…@engines.test');
  });
});
