import { googleLink, outlookLink } from './calendar-links.js';
import { element } from './elements.js';

/**
 * Where the booking can be put into the visitor's own calendar.
 * @param {import('./texts.js').Say} say
 * @param {import('./calendar-links.js').Entry} entry
 * @param {string} manageUrl
 */
export function calendarChoices(say, entry, manageUrl) {
  const foreign = { target: '_blank', rel: 'noopener noreferrer' };
  return element(
    'p',
    { class: 'actions' },
    element('span', null, say('addToCalendar')),
    element('a', { href: googleLink(entry), ...foreign }, 'Google'),
    element('a', { href: outlookLink(entry), ...foreign }, 'Outlook'),
    element('a', { href: `${new URL(manageUrl).pathname}/calendar.ics`, download: '' }, say('calendarFile')),
  );
}
