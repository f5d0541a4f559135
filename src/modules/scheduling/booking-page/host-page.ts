import { escapeHtml } from '../../../infra/pages/plain-page.js';
import { knownZone } from '../../../kernel/when.js';
import type { HostedBookingView } from '../bookings/hosted-bookings.api.js';
import type { HostAnswer } from './answer-hosted-booking.dto.js';
import { HOST_PAGE_TEXTS, type HostPageTexts } from './host-page-texts.js';
import { pageDocument } from './page-document.js';
import { type Language, LOCALES } from '../../../kernel/language.js';

export const LONGEST_REASON = 500;

/** Result of the last submission; `changed`: rejected, because the booking has changed since. */
export type HostNews = HostAnswer | 'changed';

/** Renders the page of a host link: the booking in its present state, with forms that POST to the page's own URL. */
export function hostPage(booking: HostedBookingView, language: Language, news: HostNews | null = null): string {
  const texts = HOST_PAGE_TEXTS[language];
  const title = news === null || news === 'changed' ? texts.title : texts.done[news];
  const body = [
    newsOf(news, texts),
    `<h2>${escapeHtml(booking.title)}</h2>`,
    definitions(booking, language, texts),
    booking.canDecide ? form(booking, `<p class="actions">${button('confirm', 'primary', texts)}</p>`) : '',
    refusal(booking, texts),
  ];
  return pageDocument({ language, title, body: body.join('\n') });
}

export function deadHostPage(language: Language): string {
  const { dead, deadHelp } = HOST_PAGE_TEXTS[language];
  return pageDocument({ language, title: dead, message: deadHelp });
}

function newsOf(news: HostNews | null, { changedMeanwhile, told }: HostPageTexts): string {
  if (news === null) return '';
  return news === 'changed'
    ? `<p class="notice" role="alert">${changedMeanwhile}</p>`
    : `<p class="notice good" role="status">${told}</p>`;
}

/** Form to decline a request, or to cancel a confirmed booking. */
function refusal(booking: HostedBookingView, texts: HostPageTexts): string {
  if (!booking.canCancel) return '';
  const answer = booking.canDecide ? 'decline' : 'cancel';
  return form(
    booking,
    `<div class="field"><label for="reason">${texts.reasonFor}</label>
<textarea id="reason" name="reason" rows="3" maxlength="${LONGEST_REASON}"></textarea></div>
<p class="actions">${button(answer, 'danger', texts)}</p>`,
  );
}

/** Optimistic locking: the form carries the version that is shown. */
function form({ version }: HostedBookingView, fields: string): string {
  return `<form method="post"><input type="hidden" name="version" value="${version}">${fields}</form>`;
}

function button(answer: HostAnswer, look: 'primary' | 'danger', { buttons }: HostPageTexts): string {
  return `<button class="${look}" name="answer" value="${answer}">${buttons[answer]}</button>`;
}

function definitions(booking: HostedBookingView, language: Language, texts: HostPageTexts): string {
  const { status, cancelReason, timeZone, location, guest, answers, seats, description } = booking;
  const rows: (readonly [string, string | null])[] = [
    [texts.state, texts.states[status]],
    [texts.reason, cancelReason],
    [texts.when, periodIn(language, booking)],
    [texts.timeZone, timeZone.replaceAll('_', ' ')],
    [texts.where, location],
    [texts.guest, guest.email === null || guest.email === guest.name ? guest.name : `${guest.name}, ${guest.email}`],
    ...answers.map(({ label, value }) => [label, value] as const),
    [texts.seats, seats > 1 ? String(seats) : null],
    [texts.notes, description],
  ];
  const shown = rows.filter((row): row is readonly [string, string] => Boolean(row[1]));
  const items = shown.map(
    ([label, value]) => `<div><dt>${escapeHtml(label)}</dt><dd class="description">${escapeHtml(value)}</dd></div>`,
  );
  return `<dl>${items.join('\n')}</dl>`;
}

function periodIn(language: Language, { start, end, timeZone }: HostedBookingView): string {
  const format = { dateStyle: 'full', timeStyle: 'short', timeZone: knownZone(timeZone) } as const;
  return new Intl.DateTimeFormat(LOCALES[language], format).formatRange(new Date(start), new Date(end));
}
