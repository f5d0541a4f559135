import { escapeHtml } from '../../../infra/pages/plain-page.js';
import { type Language, LOCALES } from '../../../kernel/language.js';
import { TIME_ZONE_NAMES } from '../../../kernel/time-zone-names.js';
import { formatDate, formatMoment, formatPeriod } from '../../../kernel/when.js';
import type { Brand } from '../../people/organizations/brands.api.js';
import type { BookingView } from '../bookings/bookings.api.js';
import type { OfferedSlot } from '../bookings/guest-pages.api.js';
import { type EventTypeRecord, isOnline } from '../event-types/event-types.api.js';
import { pageDocument } from './page-document.js';
import { type FormFields, formFields, formKeyField } from './plain-form.js';
import { byDay, monthAfter, type PlainPlace } from './plain-place.js';
import { PLAIN_TEXTS } from './plain-texts.js';

export interface PlainPage {
  readonly language: Language;
  readonly type: EventTypeRecord;
  readonly place: PlainPlace;
  readonly brand: Brand | null;
  /** Of its address: what it fills in stays from page to page. */
  readonly query: string;
  /** Markup: what went wrong. */
  readonly notice?: string;
}

/** The free times of a month, each a link to the form. */
export function plainTimes(page: PlainPage, slots: readonly OfferedSlot[], now: Date): string {
  const { language, type, place, brand, query, notice = '' } = page;
  const texts = PLAIN_TEXTS[language];
  const { title, description } = type;
  const { month } = place;
  const present = monthAfter(now.toISOString().slice(0, 7), 0);
  const turn = [
    month > present
      ? `<a href="${addressOf(page, { month: monthAfter(month, -1) })}" rel="prev">${texts.earlier}</a>`
      : '',
    `<a href="${addressOf(page, { month: monthAfter(month, 1) })}" rel="next">${texts.later}</a>`,
  ];
  const monthName = new Intl.DateTimeFormat(LOCALES[language], { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const days = [...byDay(slots, place.timeZone)].map(
    ([day, times]) =>
      `<h3>${formatDate(day, language)}</h3><ul class="slots">${times
        .map(({ start }) => `<li>${timeLink(page, start)}</li>`)
        .join('')}</ul>`,
  );
  const body = `${notice}${choices(page)}
<h2>${escapeHtml(monthName.format(new Date(`${month}-01`)))}</h2>
<p class="actions">${turn.join(' ')}</p>
${days.length > 0 ? days.join('\n') : `<p>${texts.none}</p>`}`;
  return pageDocument({ language, title, description, brand, body, query });
}

/** The form for the chosen time. It goes to the page's own address. */
export function plainForm(page: PlainPage, fields: FormFields): string {
  const { language, type, place, brand, query, notice = '' } = page;
  const texts = PLAIN_TEXTS[language];
  const { title, description, questions, requiresConfirmation, successRedirectUrl } = type;
  const next = successRedirectUrl ? `<p>${texts.then}: ${goOn(language, successRedirectUrl)}</p>\n` : '';
  const when = place.slot ? formatMoment(place.slot.toISOString(), place.timeZone, language) : '';
  const body = `<h2>${texts.details}</h2>
<dl><div><dt>${texts.when}</dt><dd>${escapeHtml(when)}</dd></div></dl>
<p><a href="${addressOf(page, { slot: null })}">${texts.another}</a></p>
${notice}<form method="post">
${formKeyField()}
${formFields(language, questions, fields)}
${next}<p class="actions"><button class="primary">${requiresConfirmation ? texts.request : texts.book}</button></p>
</form>`;
  return pageDocument({ language, title, description, brand, body, query });
}

export interface PlainRedirect {
  readonly url: string;
  /** At once, and not only when the link is followed. */
  readonly byItself: boolean;
}

export function plainDone(
  { language, type, place, brand }: PlainPage,
  booking: BookingView,
  redirect: PlainRedirect | null,
): string {
  const texts = PLAIN_TEXTS[language];
  const title = booking.status === 'pending' ? texts.requested : texts.booked;
  const rows: (readonly [string, string | null])[] = [
    [texts.what, type.title],
    [texts.when, formatPeriod(booking.start, booking.end, place.timeZone, language)],
    [texts.where, booking.location],
    [texts.who, booking.organizer.name],
  ];
  const items = rows.flatMap(([label, value]) =>
    value ? [`<div><dt>${label}</dt><dd>${escapeHtml(value)}</dd></div>`] : [],
  );
  const manage = booking.manageUrl
    ? `<p>${texts.manageHint} <a href="${escapeHtml(booking.manageUrl)}">${texts.manage}</a></p>`
    : '';
  const link = redirect
    ? `\n<p><a href="${escapeHtml(redirect.url)}" target="_top" rel="noreferrer">${goOn(language, redirect.url)}</a></p>`
    : '';
  return pageDocument({
    language,
    title,
    brand,
    body: `<dl>${items.join('')}</dl>\n<p>${texts.mailed}</p>\n${manage}${link}`,
    ...(redirect?.byItself ? { goesOnTo: redirect.url } : {}),
  });
}

function goOn(language: Language, url: string): string {
  return `${PLAIN_TEXTS[language].goOn} ${escapeHtml(new URL(url).host)}`;
}

/** Duration and zone, in a form that asks for the page anew. */
function choices({ language, type, place, query }: PlainPage): string {
  const { durations, location } = type;
  const texts = PLAIN_TEXTS[language];
  const option = (value: string | number, chosen: string | number, text: string) =>
    `<option value="${escapeHtml(String(value))}"${value === chosen ? ' selected' : ''}>${escapeHtml(text)}</option>`;
  const zones = TIME_ZONE_NAMES.map((zone) => option(zone, place.timeZone, zone.replaceAll('_', ' ')));
  const lengths = durations.map((minutes) => option(minutes, place.durationMinutes, `${minutes} ${texts.minutes}`));
  const where = isOnline(location) ? texts.online : location;
  return `${where ? `<dl><div><dt>${texts.where}</dt><dd>${escapeHtml(where)}</dd></div></dl>` : ''}<form method="get">
${keptFields(query, place.month, language)}
<div class="field"><label for="duration">${texts.duration}</label><select id="duration" name="duration">${lengths.join('')}</select></div>
<div class="field"><label for="timezone">${texts.timeZone}</label><select id="timezone" name="timezone">${zones.join('')}</select></div>
<p class="actions"><button>${texts.show}</button></p></form>`;
}

function timeLink(page: PlainPage, start: string): string {
  const { language, place } = page;
  const time = new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'short', timeZone: place.timeZone });
  return `<a class="button" href="${addressOf(page, { slot: new Date(start) })}">${time.format(new Date(start))}</a>`;
}

/** @returns it as the value of an attribute */
function addressOf({ language, place, query }: PlainPage, change: Partial<PlainPlace>): string {
  const { timeZone, durationMinutes, month, slot } = { ...place, ...change };
  const parameters = new URLSearchParams(query);
  parameters.delete('date');
  parameters.set('lang', language);
  parameters.set('timezone', timeZone);
  parameters.set('duration', String(durationMinutes));
  parameters.set('month', month);
  if (slot) parameters.set('slot', slot.toISOString());
  else parameters.delete('slot');
  return escapeHtml(`?${parameters.toString()}`);
}

/** What the form of duration and zone sends along. */
function keptFields(query: string, month: string, language: Language): string {
  const parameters = new URLSearchParams(query);
  for (const name of ['date', 'slot', 'timezone', 'duration']) parameters.delete(name);
  parameters.set('lang', language);
  parameters.set('month', month);
  return [...parameters]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
}
