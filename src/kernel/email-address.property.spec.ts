import fc from 'fast-check';
import { addressKey, normalizedEmail } from './email-address.js';

const SPELLINGS = [
  'ada@xn--bcher-kva.example',
  'ada@XN--Bcher-KVA.Example',
  'ada@bücher.example',
  'ada@BÜCHER.EXAMPLE',
  'ada@bu\u0308cher.example',
  'ada@bü\u00ADcher.example',
  'ada@bü\u200Bcher.example',
  'ada@bü\u2060cher.exam\uFE0Fple',
  'ada@büⒸher.example',
  'ada@ｂüｃｈｅｒ．ｅｘａｍｐｌｅ',
  'ada@bücher。example',
  ' ada@bücher.example\u00A0',
];

/** What UTS 46 ignores, and ways to write a letter or a dot that it maps to them. */
const IGNORED = ['', '\u00AD', '\u200B', '\u2060', '\uFEFF', '\uFE0F'];
const others = (letter: string) => {
  if (letter === '.') return ['.', '\u3002', '\uFF0E', '\uFF61'];
  const fullWidth = String.fromCharCode(letter.charCodeAt(0) + 0xfee0);
  return [letter, letter.toUpperCase(), letter.normalize('NFD'), ...(/^[a-z]$/.test(letter) ? [fullWidth] : [])];
};
const oneOf = (random: number, of: readonly string[]) => of[random % of.length] ?? '';

describe('an address', () => {
  it.each(SPELLINGS)('has one spelling, also written as %j', (written) => {
    expect([normalizedEmail(written), addressKey(written.replace('ada', 'Ada'))]).toEqual(
      Array(2).fill('ada@xn--bcher-kva.example'),
    );
  });

  it('has the same one however each letter of its domain is written', () => {
    const label = fc
      .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789äéñöüçжщ日本'), { minLength: 1, maxLength: 12 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.nat({ max: 1000 })),
        (labels, random) => {
          const domain = [...labels, 'example'].join('.');
          const next = () => Number(random.next().value);
          const written = Array.from(domain, (letter) => oneOf(next(), others(letter)) + oneOf(next(), IGNORED)).join(
            '',
          );
          const plain = normalizedEmail(`ada@${domain}`);
          expect(plain).toMatch(/^ada@[a-z0-9.-]+$/);
          expect(normalizedEmail(`ada@${written}`)).toBe(plain);
        },
      ),
    );
  });

  it('is ASCII after its first part, bounded, and its own normal form, or none, whatever is written', () => {
    const unit = fc.constantFrom(
      ...'@@..-_%/\\?#:[]<> \t\n',
      'a',
      'Ä',
      'ß',
      '\u0308',
      '\u200D',
      '\u202E',
      '＠',
      '／',
      '％',
      '\ud800',
      '日',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit, maxLength: 300 })), (written) => {
        const address = normalizedEmail(`a@${written}`);
        if (address === null) return;
        expect(address.length).toBeLessThanOrEqual(254);
        expect(address.slice(address.lastIndexOf('@'))).toMatch(/^@([a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}$/);
        expect(normalizedEmail(address)).toBe(address);
      }),
    );
  });

  it.each([
    ['no domain', 'ada@'],
    ['no local part', '@example.org'],
    ['no at sign', 'ada'],
    ['an empty label', 'ada@example..org'],
    ['an empty label once what is ignored is gone', 'ada@\u00AD.example.org'],
    ['a dot at the end', 'ada@example.org.'],
    ['a joiner where no letter asks for one', 'ada@exa\u200Dmple.org'],
    ['a change of direction', 'ada@exa\u202Emple.org'],
    ['an encoded letter', 'ada@ex%61mple.org'],
    ['a path', 'ada@example.org/'],
    ['a port', 'ada@example.org:25'],
    ['a tab', 'ada@exam\tple.org'],
    ['another address, in full width', 'ada@example.org＠other.example'],
    ['an A-label that is none', 'ada@xn--a.example'],
    ['a long label', `ada@${'ü'.repeat(62)}.example`],
    ['too many letters', `ada@${'bücher.'.repeat(20)}example`],
  ])('has %s: none', (_fault, written) => {
    expect(normalizedEmail(written)).toBeNull();
  });

  it.each([
    ['faß.example', 'fass.example'],
    ['раypal.example', 'paypal.example'],
    ['क्\u200Dष.example', 'क्ष.example'],
  ])('at %s is another one than at %s, which is another domain', (one, other) => {
    expect(normalizedEmail(`ada@${one}`)).not.toBe(normalizedEmail(`ada@${other}`));
  });

  it('is compared without regard to case, and an id as it is', () => {
    expect(addressKey(' Ada.Lovelace@Example.ORG ')).toBe('ada.lovelace@example.org');
    expect(addressKey('01980A3C-6F5E-7C43-9C1B-0F6F5D0C2A12')).toBe('01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12');
  });
});
