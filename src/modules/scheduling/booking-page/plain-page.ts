import { escapeHtml } from '../../../infra/pages/plain-page.js';
import { type Language, LOCALES } from '../../../kernel/language.js';
import { TIME_ZONE_NAMES } from '../../../kernel/time-zone-names.js';
import { formatDate, formatMoment, formatPeriod } from '../../../kernel/when.js';
import type { BookingView } from '../bookings/bookings.api.js';
import type { OfferedSlot } from '../bookings/guest-pages.api.js';
import { type EventTypeRecord, isOnline } from '../event-types/event-types.api.js';
import type { Presented } from './page-brand.js';
import { pageDocument } from './page-document.js';
import { fitsLinks } from './page-query.js';
import { type FormFields, formFields, formKeyField, hiddenFields, type PlainStep, stepTo } from './plain-form.js';
import { byDay, dateAfter, daysToShow, monthAfter, type PlainPlace } from './plain-place.js';
import { PLAIN_TEXTS } from './plain-texts.js';

/** The page that joins the waitlist, relative to the one of the times. */
const WAITLIST = 'plain/waitlist';

export interface PlainPage extends Required<Presented> {
  readonly language: Language;
  readonly type: EventTypeRecord;
  /** As the page with scripts names them. */
  readonly hostNames: readonly string[];
  readonly place: PlainPlace;
  /** Of its address: what it fills in stays from page to page, in links that it fits, or else like what was typed. */
  readonly query: string;
  /** Markup: what went wrong. */
  readonly notice?: string;
  /** In a form before. It goes from page to page in forms, because browsers and others keep addresses. */
  readonly typed?: FormFields;
}

/** Of the form with what was typed. */
const TYPED_ID = 'typed';

/** The form that the buttons of `onward` belong to; nothing where nothing was typed. */
export function typedForm({ typed = {} }: PlainPage): string {
  return isEmpty(typed) ? '' : `<form method="post" id="${TYPED_ID}">${hiddenFields(Object.entries(typed))}</form>\n`;
}

interface Onward {
  readonly text: string;
  /** As the value of an attribute. */
  readonly address: string;
  readonly step: PlainStep;
  /** Further attributes of the link. */
  readonly link?: string;
  /** Of the button. */
  readonly button?: string;
}

/** A link; where something was typed, a button that takes it along. */
export function onward({ typed = {} }: PlainPage, { text, address, step, link = '', button = '' }: Onward): string {
  return isEmpty(typed)
    ? `<a href="${address}"${link}>${text}</a>`
    : `<button form="${TYPED_ID}" ${stepTo(step, address)}${button}>${text}</button>`;
}

function isEmpty(typed: FormFields): boolean {
  return Object.keys(typed).length === 0;
}

/** The free times of a month, each a link to the form, and what can be waited for. */
export function plainTimes(page: PlainPage, slots: readonly OfferedSlot[], now: Date): string {
  const { language, type, place, brand, person, query, notice = '' } = page;
  const texts = PLAIN_TEXTS[language];
  const { title, description } = type;
  const { month } = place;
  const present = monthAfter(now.toISOString().slice(0, 7), 0);
  const turn = [
    month > present ? monthLink(page, -1, { text: texts.earlier, link: ' rel="prev"' }) : '',
    monthLink(page, 1, { text: texts.later, link: ' rel="next"' }),
  ];
  const monthName = new Intl.DateTimeFormat(LOCALES[language], { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const free = byDay(slots, place.timeZone);
  const timeLink = timeLinks(page);
  const days = [...free].map(
    ([day, times]) =>
      `<h3>${formatDate(day, language)}</h3><ul class="slots">${times
        .map(({ start }) => `<li>${timeLink(start)}</li>`)
        .join('')}</ul>`,
  );
  const body = `${typedForm(page)}${notice}${choices(page)}
<h2>${escapeHtml(monthName.format(new Date(`${month}-01`)))}</h2>
<p class="actions">${turn.join(' ')}</p>
${days.length > 0 ? days.join('\n') : `<p>${texts.none}</p>`}
${days.length > 0 ? waitForDay(page, fullDays(daysToShow(place, now), free)) : waitForMonth(page)}`;
  return pageDocument({ language, title, description, brand, person, body, query });
}

/** The form for the chosen time. It goes to the page's own address. */
export function plainForm(page: PlainPage, fields: FormFields): string {
  const { language, type, place, brand, person, query, notice = '' } = page;
  const texts = PLAIN_TEXTS[language];
  const { title, description, questions, requiresConfirmation, successRedirectUrl, redirectsWithBooking } = type;
  const told = successRedirectUrl && redirectsWithBooking ? ` ${texts.toldTo(hostOf(successRedirectUrl))}` : '';
  const next = successRedirectUrl ? `<p>${texts.then}: ${goOn(language, successRedirectUrl)}.${told}</p>\n` : '';
  const when = place.slot ? formatMoment(place.slot.toISOString(), place.timeZone, language) : '';
  const body = `<h2>${texts.details}</h2>
${facts([
  [texts.who, who(page)],
  [texts.when, when],
])}
${notice}<form method="post">
${formKeyField()}
${formFields(language, questions, fields)}
${next}<p class="actions"><button class="primary">${requiresConfirmation ? texts.request : texts.book}</button>
<button ${stepTo('times', addressOf(page, { slot: null }))}>${texts.another}</button></p>
</form>`;
  return pageDocument({ language, title, description, brand, person, body, query });
}

export interface PlainRedirect {
  readonly url: string;
  /** After a while, and not only when the link is followed. */
  readonly byItself: boolean;
}

export function plainDone(
  { language, type, place, brand, person }: PlainPage,
  booking: BookingView,
  redirect: PlainRedirect | null,
): string {
  const texts = PLAIN_TEXTS[language];
  const isPending = booking.status === 'pending';
  const title = isPending ? texts.requested : texts.booked;
  const rows: (readonly [string, string | null])[] = [
    [texts.what, type.title],
    [texts.when, formatPeriod(booking.start, booking.end, place.timeZone, language)],
    [texts.where, booking.location ?? (isPending && isOnline(type.location) ? texts.onlineLater : null)],
    [texts.who, booking.organizer.name],
  ];
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
    person,
    body: `${facts(rows)}\n<p>${texts.mailed}</p>\n${manage}${link}`,
    ...(redirect?.byItself ? { goesOnTo: redirect.url } : {}),
  });
}

/** Hosts and organization; nothing of those who have left. */
function who({ hostNames, brand }: PlainPage): string {
  return [...hostNames, ...(brand ? [brand.name] : [])].join(', ');
}

/** Rows without a value are left out. */
function facts(rows: readonly (readonly [string, string | null])[]): string {
  const items = rows.flatMap(([label, value]) =>
    value ? [`<div><dt>${label}</dt><dd>${escapeHtml(value)}</dd></div>`] : [],
  );
  return items.length > 0 ? `<dl>${items.join('')}</dl>` : '';
}

function goOn(language: Language, url: string): string {
  return `${PLAIN_TEXTS[language].goOn} ${hostOf(url)}`;
}

function hostOf(url: string): string {
  return escapeHtml(new URL(url).host);
}

/** Duration and zone, in a form that asks for the page anew. */
function choices(page: PlainPage): string {
  const { language, type, place } = page;
  const { durations, location } = type;
  const texts = PLAIN_TEXTS[language];
  const option = (value: string | number, chosen: string | number, text: string) =>
    `<option value="${escapeHtml(String(value))}"${value === chosen ? ' selected' : ''}>${escapeHtml(text)}</option>`;
  const zones = TIME_ZONE_NAMES.map((zone) => option(zone, place.timeZone, zone.replaceAll('_', ' ')));
  const lengths = durations.map((minutes) => option(minutes, place.durationMinutes, `${minutes} ${texts.minutes}`));
  const where = isOnline(location) ? texts.online : location;
  const kept = parametersOf(page, { slot: null });
  for (const name of ['timezone', 'duration']) kept.delete(name);
  return `${facts([
    [texts.who, who(page)],
    [texts.where, where],
  ])}${choiceForm(page, {
    parameters: kept,
    step: 'times',
    fields: `<div class="field"><label for="duration">${texts.duration}</label><select id="duration" name="duration">${lengths.join('')}</select></div>
<div class="field"><label for="timezone">${texts.timeZone}</label><select id="timezone" name="timezone">${zones.join('')}</select></div>`,
    action: texts.show,
  })}`;
}

interface ChoiceForm {
  /** Of the page, relative to this one. */
  readonly path?: string;
  readonly parameters: URLSearchParams;
  readonly step: PlainStep;
  /** Markup. */
  readonly fields: string;
  readonly action: string;
}

/** A form that asks for another page, and takes along what was typed. */
function choiceForm({ typed = {} }: PlainPage, { path = '', parameters, step, fields, action }: ChoiceForm): string {
  const actions = (attributes: string) => `<p class="actions"><button${attributes}>${action}</button></p></form>`;
  if (isEmpty(typed)) {
    const to = path ? ` action="${path}"` : '';
    return `<form method="get"${to}>\n${hiddenFields(parameters)}\n${fields}\n${actions('')}`;
  }
  const address = escapeHtml(`${path}?${parameters.toString()}`);
  return `<form method="post" action="${address}">\n${hiddenFields(Object.entries(typed))}\n${fields}\n${actions(` ${stepTo(step)}`)}`;
}

function monthLink(page: PlainPage, months: number, look: Pick<Onward, 'text' | 'link'>): string {
  const address = addressOf(page, { month: monthAfter(page.place.month, months) });
  return onward(page, { ...look, address, step: 'times', button: ' class="link"' });
}

/** What they have in common is made once: a month has thousands of times. */
function timeLinks(page: PlainPage): (start: string) => string {
  const { language, place } = page;
  const time = new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'short', timeZone: place.timeZone });
  const shared = addressOf(page, { slot: null });
  return (start) => {
    const address = `${shared}&amp;slot=${encodeURIComponent(start)}`;
    return onward(page, { text: time.format(new Date(start)), address, step: 'form', link: ' class="button"' });
  };
}

/** A link to wait for any time of the month. */
function waitForMonth(page: PlainPage): string {
  const address = addressOf(page, { waiting: page.place.month }, WAITLIST);
  const text = PLAIN_TEXTS[page.language].wait;
  return `<p class="actions">${onward(page, { text, address, step: 'form', link: ' class="button"' })}</p>`;
}

/** A form that leads to waiting for one of these days. */
function waitForDay(page: PlainPage, days: readonly string[]): string {
  if (days.length === 0) return '';
  const { language } = page;
  const texts = PLAIN_TEXTS[language];
  const options = days.map((day) => `<option value="${day}">${formatDate(day, language)}</option>`);
  const fields = `<div class="field"><label for="waitlist">${texts.fullDay}</label><select id="waitlist" name="waitlist">${options.join('')}</select></div>`;
  return choiceForm(page, {
    path: WAITLIST,
    parameters: parametersOf(page, {}),
    step: 'form',
    fields,
    action: texts.wait,
  });
}

/** Offers to wait for a time that somebody else has taken. */
export function waitForTime(page: PlainPage, slot: Date): string {
  const address = addressOf(page, { waiting: slot.toISOString(), slot: null }, WAITLIST);
  const text = PLAIN_TEXTS[page.language].waitForThis;
  return onward(page, { text, address, step: 'form', button: ' class="link"' });
}

/** Days without times. @param shown days, both included */
function fullDays(
  { from, to }: { readonly from: string; readonly to: string },
  free: ReadonlyMap<string, unknown>,
): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = dateAfter(day, 1)) if (!free.has(day)) days.push(day);
  return days;
}

/** @param path of the page, relative to this one @returns it as the value of an attribute */
export function addressOf(page: PlainPage, change: Partial<PlainPlace>, path = ''): string {
  return escapeHtml(`${path}?${parametersOf(page, change).toString()}`);
}

function parametersOf({ language, place, query }: PlainPage, change: Partial<PlainPlace>): URLSearchParams {
  const { timeZone, durationMinutes, month, slot, waiting } = { ...place, ...change };
  const parameters = new URLSearchParams(fitsLinks(query) ? query : '');
  parameters.delete('date');
  parameters.set('lang', language);
  parameters.set('timezone', timeZone);
  parameters.set('duration', String(durationMinutes));
  parameters.set('month', month);
  if (slot) parameters.set('slot', slot.toISOString());
  else parameters.delete('slot');
  if (waiting) parameters.set('waitlist', waiting);
  else parameters.delete('waitlist');
  return parameters;
}
