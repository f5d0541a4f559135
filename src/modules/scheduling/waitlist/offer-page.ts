import { escapeHtml, plainPage } from '../../../infra/pages/plain-page.js';
import type { Language } from '../../../kernel/language.js';
import { formatMoment, formatPeriod } from '../../../kernel/when.js';
import type { WaitlistEntryDto } from './dto/waitlist-entry.dto.js';
import { OFFER_PAGE_TEXTS, type OfferPageTexts } from './offer-page-texts.js';

type Button = 'accept' | 'leave';

/** What the page of a link shows: the offer, and what can be done. The form goes to the page's own address. */
export function offerPage(entry: WaitlistEntryDto, language: Language): string {
  const texts = OFFER_PAGE_TEXTS[language];
  const { status, timeZone } = entry;
  if (status === 'waiting') {
    const range = escapeHtml(formatPeriod(entry.from, entry.to, timeZone, language));
    return plainPage(
      texts.waiting,
      `${wished(entry, texts)}<p>${range}</p><p>${texts.waitingHelp}</p>${form(language, 'leave')}`,
      language,
    );
  }
  if (status === 'offered' && entry.offer) {
    const { start, end, expiresAt } = entry.offer;
    const when = escapeHtml(formatPeriod(start, end, timeZone, language));
    const until = escapeHtml(formatMoment(expiresAt, timeZone, language));
    return plainPage(
      texts.offered,
      `${wished(entry, texts)}<p><strong>${when}</strong></p><p>${texts.keptUntil(until)}</p>${form(language, 'accept', 'leave')}`,
      language,
    );
  }
  if (entry.obstacle) return plainPage(texts.over, `<p>${texts.obstacles[entry.obstacle]}</p>`, language);
  return status === 'accepted' ? acceptedPage(language) : overPage(language);
}

export function acceptedPage(language: Language): string {
  const { accepted, acceptedHelp } = OFFER_PAGE_TEXTS[language];
  return plainPage(accepted, `<p>${acceptedHelp}</p>`, language);
}

export function overPage(language: Language): string {
  const { over, overHelp } = OFFER_PAGE_TEXTS[language];
  return plainPage(over, `<p>${overHelp}</p>`, language);
}

export function deadLinkPage(language: Language): string {
  const { dead, deadHelp } = OFFER_PAGE_TEXTS[language];
  return plainPage(dead, `<p>${deadHelp}</p>`, language);
}

/** What somebody waits for. */
function wished({ eventTypeTitle, seats }: WaitlistEntryDto, { seatsOf }: OfferPageTexts): string {
  return `<p><strong>${escapeHtml(eventTypeTitle)}</strong>${seats > 1 ? `, ${seatsOf(seats)}` : ''}</p>`;
}

function form(language: Language, ...names: readonly Button[]): string {
  const buttons = names.map(
    (name) => `<button name="answer" value="${name}">${OFFER_PAGE_TEXTS[language][name]}</button>`,
  );
  return `<form method="post">${buttons.join(' ')}</form>`;
}
