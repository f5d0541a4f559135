import type { Language } from '../../kernel/language.js';
import type { MailBrand, MailDocument } from './rendering/document.js';
import { renderHtml } from './rendering/render-html.js';
import { renderText } from './rendering/render-text.js';

/** Lower goes first; the numbers are BullMQ's. Somebody waits in front of the screen for an urgent one. */
export const MAIL_PRIORITY = { urgent: 1, normal: 5, bulk: 10 } as const;
export type MailPriority = keyof typeof MAIL_PRIORITY;
export const MAIL_PRIORITIES = Object.keys(MAIL_PRIORITY) as MailPriority[];

export interface Recipient {
  readonly name?: string;
  /** IANA name; the times in the mail are local to it. */
  readonly timeZone: string;
  /** What the mail is written in. */
  readonly language: Language;
  /** Where this kind of mail is stopped, if it can be. */
  readonly unsubscribeUrl?: string;
}

/** One kind of mail: how soon it matters, and what it says. Its data is plain JSON: ids, texts, ISO 8601 times in UTC. */
export interface MailTemplate<D extends object = object> {
  /** Stored with each delivery, so it is unique and never changed. */
  readonly name: string;
  readonly priority: MailPriority;
  /** The data holds a link that opens something to whoever has it: it is not kept once the mail is given up. */
  readonly secret?: boolean;
  /** Says nothing any more once its time has passed: it is not sent when it was held. */
  readonly isPerishable?: boolean;
  /** It comes by itself, and people can stop it under this name, such as `the daily summary`. */
  readonly subscription?: Readonly<Record<Language, string>>;
  /** In whose name it comes: their name, logo and colour stand in place of ours. */
  brand?(data: D): MailBrand | null | undefined;
  /** Where an answer goes instead of to us: an address that the reader has already. */
  replyTo?(data: D): string | null | undefined;
  /** For administrators who read what a mail says: the data without what the API keeps from them. */
  concealed?(data: D): D;
  /** Pure: the same data and recipient give the same document. */
  compose(data: D, recipient: Recipient): MailDocument;
}

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/**
 * @param logoSource address of the brand's logo (`cid:`), without which the mail has none
 * @throws RangeError when a link in the data is not an absolute http(s) address
 */
export function renderMail<D extends object>(
  template: MailTemplate<D>,
  data: NoInfer<D>,
  recipient: Recipient,
  logoSource?: string,
): RenderedMail {
  const document = template.compose(data, recipient);
  const { language, unsubscribeUrl } = recipient;
  const brand = template.brand?.(data) ?? undefined;
  const frame = { language, unsubscribeUrl, brand, logoSource };
  return {
    subject: document.subject,
    html: renderHtml(document, frame),
    text: renderText(document, frame),
  };
}
