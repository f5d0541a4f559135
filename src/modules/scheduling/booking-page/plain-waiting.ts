import { escapeHtml } from '../../../infra/pages/plain-page.js';
import type { CodedError } from '../../../kernel/coded-error.js';
import { formatPeriod } from '../../../kernel/when.js';
import { toInstant } from '../../../kernel/zoned-time.js';
import type { OfferedSlot } from '../bookings/guest-pages.api.js';
import { SLOTS_AVAILABLE } from '../waitlist/waitlist.api.js';
import { pageDocument } from './page-document.js';
import { faultsIn, type FormFields, formFields, formKeyField, input, stepTo, textIn } from './plain-form.js';
import { addressOf, onward, type PlainPage, typedForm } from './plain-page.js';
import { type PlainPlace, waitingRange } from './plain-place.js';
import { PLAIN_TEXTS } from './plain-texts.js';

/** The page of the times, relative to the one that joins the waitlist. */
const TIMES = '../plain';

/** The range of a form that waits, as the API takes it; what is no time is left out. */
export function rangeIn(
  fields: FormFields,
  { timeZone }: PlainPlace,
): { readonly from?: string; readonly to?: string } {
  const instant = (name: string) => {
    const text = textIn(fields, name);
    const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(`${text.slice(0, 16)}Z`) : Number.NaN;
    return Number.isNaN(local) ? {} : { [name]: new Date(toInstant(timeZone, local)).toISOString() };
  };
  return { ...instant('from'), ...instant('to') };
}

/** The form that joins the waitlist. It goes to the page's own address. @param fields as they were sent, or filled in */
export function plainWaiting(page: PlainPage, fields: FormFields): string {
  const { language, type, place, brand, person, query, notice = '' } = page;
  const texts = PLAIN_TEXTS[language];
  const { title, description, questions } = type;
  const given = { ...waitingRange(place), ...fields };
  const moment = (name: string, label: string) => input({ name, label, type: 'datetime-local', required: true }, given);
  const body = `<h2>${texts.wait}</h2>
<p>${texts.waitHint}</p>
<dl><div><dt>${texts.timeZone}</dt><dd>${escapeHtml(place.timeZone.replaceAll('_', ' '))}</dd></div></dl>
${typedForm(page)}${notice}<form method="post">
${formKeyField()}
${moment('from', texts.waitFrom)}
${moment('to', texts.waitTo)}
${formFields(language, questions, fields)}
<p class="actions"><button class="primary">${texts.wait}</button>
<button ${stepTo('times', addressOf(page, { waiting: null }, TIMES))}>${texts.times}</button></p>
</form>`;
  return pageDocument({ language, title, description, brand, person, body, query });
}

/** Why nobody waits now, above the form. */
export function waitingTrouble(page: PlainPage, { definition, occurrence }: CodedError): string {
  const { language, type } = page;
  if (definition === SLOTS_AVAILABLE) return freeInstead(page, occurrence.extensions?.slots as readonly OfferedSlot[]);
  if (occurrence.errors) return faultsIn(language, type.questions, occurrence.errors);
  return `<p class="notice" role="alert">${PLAIN_TEXTS[language].rangeTooLong}</p>`;
}

/** Each a link to the form that books it. */
function freeInstead(page: PlainPage, slots: readonly OfferedSlot[]): string {
  const { language, place } = page;
  const items = slots.map(({ start, end }) => {
    const address = addressOf(page, { waiting: null, slot: new Date(start) }, TIMES);
    const text = escapeHtml(formatPeriod(start, end, place.timeZone, language));
    return `<li>${onward(page, { text, address, step: 'form', button: ' class="link"' })}</li>`;
  });
  return `<div class="notice" role="alert"><p>${PLAIN_TEXTS[language].noNeedToWait}</p><ul>${items.join('')}</ul></div>`;
}

/** @param url of the link to the entry */
export function plainWaits(
  { language, place, brand, person }: PlainPage,
  range: { readonly from: Date; readonly to: Date },
  url: string | null,
): string {
  const texts = PLAIN_TEXTS[language];
  const when = formatPeriod(range.from.toISOString(), range.to.toISOString(), place.timeZone, language);
  const link = url ? `<p>${texts.leaveHint} <a href="${escapeHtml(url)}">${texts.leaveLink}</a></p>` : '';
  return pageDocument({
    language,
    title: texts.waiting,
    brand,
    person,
    body: `<dl><div><dt>${texts.when}</dt><dd>${escapeHtml(when)}</dd></div></dl>\n<p>${texts.mailWaiting}</p>\n${link}`,
  });
}
