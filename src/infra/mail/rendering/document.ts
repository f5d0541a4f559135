import type { Language } from '../../../kernel/language.js';

/** What a mail says, before it is HTML or text: both are made from this one description, so they never differ. */
export interface MailDocument {
  readonly subject: string;
  /** What a list of mails shows behind the subject. */
  readonly preheader: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
  /** Why this person gets this mail; the footer. */
  readonly reason: string;
}

/** Whose mail it is beside ours. */
export interface MailBrand {
  readonly name: string;
  /** `#rrggbb` */
  readonly color?: string | null;
  readonly logo?: MailLogo | null;
}

export interface MailLogo {
  /** Under which it is kept. */
  readonly file: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'action'; readonly label: string; readonly url: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] };

/** What stands around a document. */
export interface MailFrame {
  readonly language: Language;
  readonly unsubscribeUrl?: string;
  readonly brand?: MailBrand;
  readonly logoSource?: string;
}

export type Fact = readonly [label: string, value: string];
export type MaybeFact = readonly [label: string, value: string | null | undefined];

/** Running text; its line breaks are kept. */
export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

/** Small print. */
export function note(text: string): Block {
  return { kind: 'note', text };
}

/**
 * A button, followed by its address in full for those whose mail program shows none.
 * @throws RangeError when the address is not an absolute http(s) one
 */
export function action(label: string, url: string): Block {
  const { protocol, href } = URL.canParse(url) ? new URL(url) : { protocol: '', href: '' };
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new RangeError('A link in a mail must be an absolute http(s) address.');
  return { kind: 'action', label, url: href };
}

export function list(items: readonly string[]): Block {
  return { kind: 'list', items };
}

/** Labelled values; those that are empty are left out. */
export function facts(rows: readonly MaybeFact[]): Block {
  return { kind: 'facts', rows: rows.filter((row): row is Fact => Boolean(row[1])) };
}
