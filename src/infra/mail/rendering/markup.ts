const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type MarkupValue = string | Markup | readonly Markup[];

/** HTML that can only come from the `markup` tag, so that everything from outside in it is escaped. */
export class Markup {
  static readonly tag = (strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup =>
    new Markup(strings.reduce((source, part, index) => source + inserted(values[index - 1] ?? '') + part));

  private constructor(private readonly source: string) {}

  toString(): string {
    return this.source;
  }
}

/** Escapes every string that is put in; only what this tag made is taken as it is. */
export const markup = Markup.tag;

/** Text whose line breaks are shown. */
export function lines(text: string): Markup[] {
  return text.split(/\r\n?|\n/).map((line, index) => (index === 0 ? markup`${line}` : markup`<br>${line}`));
}

function inserted(value: MarkupValue): string {
  if (typeof value !== 'string') return value instanceof Markup ? value.toString() : value.join('');
  return value.replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
