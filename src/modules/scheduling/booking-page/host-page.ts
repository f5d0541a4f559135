import { escapeHtml } from '../../../infra/pages/plain-page.js';
import { formatDate, knownZone } from '../../../kernel/when.js';
import type { HostedBookingView } from '../bookings/hosted-bookings.api.js';
import type { HostAnswer } from './answer-hosted-booking.dto.js';
import { HOST_PAGE_TEXTS, type HostPageTexts } from './host-page-texts.js';
import type { OfferedSlot } from '../bookings/guest-pages.api.js';
import { byDay, monthAfter } from './plain-place.js';
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
    booking.canCancel
      ? `<p><a href="?${new URLSearchParams({ lang: language, move: monthOfBooking(booking) }).toString()}">${texts.move}</a></p>`
      : '',
    refusal(booking, texts),
  ];
  return pageDocument({ language, title, brand: booking.brand, body: body.join('\n') });
}

/** Why no time was taken. */
export type MoveTrouble = 'notFree' | 'chooseTime' | 'sameTime';

export interface MonthOfSlots {
  readonly month: string;
  readonly isPresent: boolean;
  readonly slots: readonly OfferedSlot[];
}

/** The times of a month that the booking can move to, one of which is chosen and sent with the rest. */
export function hostMovePage(
  booking: HostedBookingView,
  language: Language,
  { month, isPresent, slots }: MonthOfSlots,
  trouble: MoveTrouble | null = null,
): string {
  const texts = HOST_PAGE_TEXTS[language];
  const timeZone = knownZone(booking.timeZone);
  const time = new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'short', timeZone });
  const name = new Intl.DateTimeFormat(LOCALES[language], { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const radio = ({ start }: OfferedSlot) =>
    `<label><input type="radio" name="start" value="${start}" required>${time.format(new Date(start))}</label>`;
  const days = [...byDay(slots, timeZone)].map(
    ([day, times]) =>
      `<fieldset class="choices"><legend>${formatDate(day, language)}</legend>${times.map(radio).join('')}</fieldset>`,
  );
  const link = (text: string, parameters: Record<string, string>) =>
    `<a href="?${escapeHtml(new URLSearchParams({ lang: language, ...parameters }).toString())}">${text}</a>`;
  const turn = [
    isPresent ? '' : link(texts.earlier, { move: monthAfter(month, -1) }),
    link(texts.later, { move: monthAfter(month, 1) }),
    link(texts.back, {}),
  ];
  const body = [
    trouble === null ? '' : `<p class="notice" role="alert">${texts[trouble]}</p>`,
    `<h2>${escapeHtml(booking.title)}</h2>`,
    `<dl>${[
      [texts.now, periodIn(language, booking)],
      [texts.timeZone, booking.timeZone.replaceAll('_', ' ')],
      [texts.guest, booking.guest.name],
    ]
      .map(([label = '', value = '']) => `<div><dt>${label}</dt><dd>${escapeHtml(value)}</dd></div>`)
      .join('')}</dl>`,
    `<h2>${texts.newTime}: ${escapeHtml(name.format(new Date(`${month}-01`)))}</h2>`,
    `<p class="actions">${turn.join(' ')}</p>`,
    days.length === 0
      ? `<p>${texts.noTimes}</p>`
      : form(
          booking,
          `${days.join('\n')}${reasonField(texts)}<p class="actions">${button('move', 'primary', texts)}</p>`,
        ),
  ];
  return pageDocument({ language, title: texts.move, brand: booking.brand, body: body.join('\n') });
}

export function monthOfBooking({ start, timeZone }: HostedBookingView): string {
  const [day = ''] = byDay([{ start, end: start }], knownZone(timeZone)).keys();
  return day.slice(0, 7);
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
    `${reasonField(texts)}
<p class="actions">${button(answer, 'danger', texts)}</p>`,
  );
}

function reasonField({ reasonFor }: HostPageTexts): string {
  return `<div class="field"><label for="reason">${reasonFor}</label>
<textarea id="reason" name="reason" rows="3" maxlength="${LONGEST_REASON}"></textarea></div>`;
}

/** Optimistic locking: the form carries the version that is shown. */
function form({ version }: HostedBookingView, fields: string): string {
  return `<form method="post"><input type="hidden" name="version" value="${version}">${fields}</form>`;
}

function button(answer: HostAnswer, look: 'primary' | 'danger', { buttons }: HostPageTexts): string {
  return `<button class="${look}" name="answer" value="${answer}">${buttons[answer]}</button>`;
}

function definitions(booking: HostedBookingView, language: Language, texts: HostPageTexts): string {
  const { status, cancelReason, timeZone, location, guest, answers, notes, seats, description } = booking;
  const rows: (readonly [string, string | null])[] = [
    [texts.state, texts.states[status]],
    [texts.reason, cancelReason],
    [texts.when, periodIn(language, booking)],
    [texts.timeZone, timeZone.replaceAll('_', ' ')],
    [texts.where, location],
    [texts.guest, guest.email === null || guest.email === guest.name ? guest.name : `${guest.name}, ${guest.email}`],
    ...answers.map(({ label, value }) => [label, value] as const),
    [texts.guestNotes, notes],
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
