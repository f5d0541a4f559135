import { escapeHtml, plainPage } from '../../../infra/pages/plain-page.js';
import { formatMoment } from '../../../kernel/when.js';
import type { WaitlistEntryDto } from './dto/waitlist-entry.dto.js';
import type { Obstacle } from './waitlist.rules.js';

const ACCEPT = '<button name="answer" value="accept">Book this time</button> ';
const LEAVE = '<button name="answer" value="leave">Leave the waitlist</button>';

const OBSTACLES: Readonly<Record<Obstacle, string>> = {
  event_type_archived: 'This cannot be booked any more.',
  duration_not_offered: 'What you waited for has another length now. You can join the waitlist again.',
  seats_not_offered: 'There are not so many seats any more. You can join the waitlist for fewer.',
  answers_not_valid: 'There are other questions now. You can join the waitlist again with answers to them.',
};

/** What the page of a link shows: the offer, and what can be done. The form goes to the page's own address. */
export function offerPage(entry: WaitlistEntryDto): string {
  if (entry.status === 'waiting')
    return plainPage('You are on the waitlist', `<p>As soon as a time is free you get an e-mail.</p>${form(LEAVE)}`);
  if (entry.status === 'offered' && entry.offer) {
    const { start, expiresAt } = entry.offer;
    const when = `<strong>${escapeHtml(formatMoment(start, entry.timeZone))}</strong>`;
    const until = escapeHtml(formatMoment(expiresAt, entry.timeZone));
    return plainPage(
      'A time is free for you',
      `<p>${when}</p><p>It is kept for you until ${until}.</p>${form(ACCEPT + LEAVE)}`,
    );
  }
  if (entry.obstacle) return plainPage('You are not on the waitlist', `<p>${OBSTACLES[entry.obstacle]}</p>`);
  return entry.status === 'accepted' ? acceptedPage() : overPage();
}

export const acceptedPage = () => plainPage('Booked', '<p>The time is yours. A confirmation comes by e-mail.</p>');

export const overPage = () =>
  plainPage(
    'You are not on the waitlist',
    '<p>You have left it, or the time was not accepted before it was offered on.</p>',
  );

export const deadLinkPage = () => plainPage('The link does not work', '<p>It may be incomplete, or too old.</p>');

const form = (buttons: string) => `<form method="post">${buttons}</form>`;
