import { isDisplayLine } from './display-line.js';
import { processorTimeOf } from '../../test/support/processor-time.js';

describe('a line to be shown', () => {
  it.each([
    ['Latin with marks', 'Zoë O’Brien-Núñez, M.A.'],
    ['Arabic', 'عبد الله'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['Marathi with a joiner after a virama', 'र\u094d\u200dय'],
    ['Bengali with a non-joiner before a virama', 'র\u200c\u09cdযাম'],
    ['Sinhala with a joiner', 'ශ\u0dca\u200dරී'],
    ['a Japanese name with a form of a letter', '葛\u{E0100}城'],
    ['a family', '👨\u200d👩\u200d👧 Meier'],
    ['a heart in colour', 'I \u2764\uFE0F algebra'],
    ['a rainbow flag', '🏳\uFE0F\u200d🌈'],
    ['a flag of tags', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
    ['a skin colour', '👩🏽\u200d🏫'],
    ['a keycap', 'Room 1\uFE0F\u20E3'],
  ])('may be %s', (_case, text) => {
    expect(isDisplayLine(text)).toBe(true);
  });

  it.each([
    ['an override of direction', 'Ada \u202Egro.elpmaxe'],
    ['an isolate', 'Ada\u2066'],
    ['a mark of direction', 'Ada\u200F'],
    ['a space without a width', 'A\u200Bda'],
    ['a word joiner', 'A\u2060da'],
    ['a byte order mark', '\uFEFFAda'],
    ['a soft hyphen', 'A\u00ADda'],
    ['a joiner between Latin letters', 'A\u200Dda'],
    ['a non-joiner between Latin letters', 'A\u200Cda'],
    ['a non-joiner at the end', 'می\u200c'],
    ['a filler', '\u3164'],
    ['a selector of nothing', 'A\uFE0Fda'],
    ['tags without a flag', 'Ada\u{E0061}'],
    ['a line break', 'Ada\nGrace'],
    ['a tab', 'Ada\tGrace'],
    ['a line separator', 'Ada\u2028Grace'],
    ['a control character', 'Ada\u0007'],
  ])('has not %s', (_case, text) => {
    expect(isDisplayLine(text)).toBe(false);
  });

  it('is looked at in time that grows with its length', () => {
    const took = processorTimeOf(() => {
      isDisplayLine('ह\u094d'.repeat(5000) + '\u200b');
      isDisplayLine('👨\u200d'.repeat(5000) + '\u200b');
    });
    expect(took).toBeLessThan(500);
  });
});
