import { type MailTemplate, renderMail } from '../../src/infra/mail/mail-template.js';

export interface MailExample<D extends object> {
  readonly data: D;
  readonly subject: string;
  /** What must be in both parts: links, times and what the mail is about. */
  readonly says: readonly string[];
}

/** A link that opens something to whoever has it. */
export const SECRET_LINK = 'https://lyceum.test/link?token=s3cr3t&x=1';

/** 10 o'clock of the day on which the clocks of Berlin go forward. */
export const START = '2026-03-29T08:00:00.000Z';
export const END = '2026-03-29T09:00:00.000Z';
export const PERIOD_IN_BERLIN = 'Sunday, 29 March 2026, 10:00–11:00 (Europe/Berlin, UTC+02:00)';

export const ADA = { name: 'Ada Lovelace', timeZone: 'Europe/Berlin', language: 'en' } as const;
const FRENCH_ADA = { ...ADA, language: 'fr' } as const;

/** Words that no French sentence has, and that hardly any English one does without. */
const ENGLISH =
  /\b(the|you|your|it|is|was|were|and|with|this|that|by|in|of|for|will|not|any|at|on|to|from|when|Hello|Guest|\w+day,|January|February|March|April|June|July|August|October)\b/i;

const HOSTILE = `"'><script>alert(1)</script><b>&copy; \u0007`;

/** What must hold of every mail; each feature calls it for each mail that it sends, which a house test checks. */
export function describeMail<D extends object>(
  template: MailTemplate<D>,
  { data, subject, says }: MailExample<NoInfer<D>>,
): void {
  const rendered = () => renderMail(template, data, ADA);

  describe(`the mail ${template.name}`, () => {
    it('says the same in both parts', () => {
      const { html, text, ...mail } = rendered();
      expect(mail.subject).toBe(subject);
      for (const saying of ['Hello Ada Lovelace,', ...says]) {
        expect(text).toContain(saying);
        expect(visible(html)).toContain(saying);
      }
    });

    it('is readable: language, title, one heading, and a reason', () => {
      const { html, text } = rendered();
      expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
      expect(visible(/<title>(.*)<\/title>/.exec(html)?.[1] ?? '')).toBe(subject);
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
      expect(html.match(/<table(?! role="presentation"| class="facts")/g)).toBeNull();
      expect(text).toMatch(/\n-- \nYou receive /);
    });

    it('is whole in French: language, greeting, words and dates', () => {
      const french = renderMail(template, data, FRENCH_ADA);
      expect(french.html).toMatch(/^<!doctype html>\n<html lang="fr" dir="ltr">/);
      const given = textsIn(data).concat(ADA.name, ADA.timeZone);
      for (const part of [french.subject, french.text, visible(french.html)])
        expect(ENGLISH.exec(without(given, part))).toBeNull();
      expect(french.text).toMatch(/^Bonjour Ada Lovelace,$/m);
      expect(french.text).toMatch(/\n-- \nVous recevez /);
      const english = new Set(rendered().text.split('\n'));
      const same = french.text.split('\n').filter((line) => /\p{L}/u.test(without(given, line)) && english.has(line));
      expect(same).toEqual([]);
    });

    it('loads nothing from elsewhere', () => {
      expect(rendered().html).not.toMatch(/<(img|link|script|iframe|object|video)|\bsrc=|@import|url\(/i);
    });

    it('escapes every text it is given', () => {
      const { html } = renderMail(template, hostile(data) as D, { ...ADA, name: HOSTILE });
      expect(html).not.toMatch(/<script|<b>|onload="|&(?!(amp|lt|gt|quot|#39);)/);
      expect(html.match(/<(\w+)/g)?.length).toBe(rendered().html.match(/<(\w+)/g)?.length);
    });

    it('survives the way through JSON', () => {
      expect(renderMail(template, JSON.parse(JSON.stringify(data)) as D, ADA)).toEqual(rendered());
    });
  });
}

/** Every text in the data, line by line, the longest first. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split('\n');
  const texts = typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
  return texts.sort((a, b) => b.length - a.length);
}

/** The rest, without the given texts, and without addresses, which are of no language. */
function without(texts: readonly string[], part: string): string {
  const rest = texts.filter((text) => text !== '').reduce((left, text) => left.replaceAll(text, ''), part);
  return rest.replace(/https?:\S+/g, '');
}

/** The text that a reader of the HTML part sees, without tags and with entities resolved. */
function visible(html: string): string {
  return html
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
    );
}

/** The example with something hostile before every text; links and times stay what they are. */
function hostile(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => hostile(item, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hostile(item, name)]));
  if (typeof value !== 'string' || /url$|start$|end$|at$|date|^from$|^to$/i.test(key)) return value;
  return HOSTILE + value;
}
