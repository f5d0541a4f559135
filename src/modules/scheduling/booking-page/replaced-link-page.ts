import { inLanguages, type Language } from '../../../kernel/language.js';
import { pageDocument } from './page-document.js';
import { inLanguage } from './page-query.js';

const TEXTS = inLanguages({
  en: {
    title: 'This link has been replaced',
    help: 'A newer link leads to the booking now, and this one opens it no longer.',
    offer: 'The valid link can be sent by e-mail, to the address that it belongs to.',
    send: 'Send the valid link',
    sent: 'Look into your mailbox',
    sentHelp: 'If the booking still has a link, it is on its way to the address that it belongs to.',
  },
  fr: {
    title: 'Ce lien a été remplacé',
    help: 'Un lien plus récent mène désormais au rendez-vous, celui-ci ne l’ouvre plus.',
    offer: 'Le lien valable peut être envoyé par e-mail, à l’adresse à laquelle il appartient.',
    send: 'Envoyer le lien valable',
    sent: 'Consultez votre boîte de réception',
    sentHelp: 'Si le rendez-vous a toujours un lien, celui-ci est en route vers l’adresse à laquelle il appartient.',
  },
});

/** Parameter of the page's address once the link was asked for. */
export const SENT = 'sent';

export interface ReplacedLinkVisit {
  readonly secret: string;
  readonly language: Language;
  /** Of its address. */
  readonly query: string;
}

/** Help behind a link that a newer one has replaced. Names neither the booking nor the address. */
export function replacedLinkPage({ secret, language, query }: ReplacedLinkVisit): string {
  const texts = TEXTS[language];
  const isSent = new URLSearchParams(query).has(SENT);
  const offer = `<p>${texts.help} ${texts.offer}</p>
<form method="post" action="${secret}/link?lang=${language}"><p class="actions"><button class="primary">${texts.send}</button></p></form>`;
  const body = isSent ? `<p class="notice good" role="status">${texts.sentHelp}</p>` : offer;
  return pageDocument({ language, title: isSent ? texts.sent : texts.title, query, body });
}

/** Where a form of `replacedLinkPage` leads to, so that a reload sends nothing again. */
export function afterSending(secret: string, language: Language): { readonly url: string; readonly statusCode: 303 } {
  return { url: `../${encodeURIComponent(secret)}${inLanguage(`?${SENT}=1`, language)}`, statusCode: 303 };
}
