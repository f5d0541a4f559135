import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatMoment, formatPeriod } from '../../../../kernel/when.js';

export interface WaitlistOfferData {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  /** Secret: whoever opens it may accept. */
  readonly acceptUrl: string;
  readonly expiresAt: string;
}

export const waitlistOfferMail: MailTemplate<WaitlistOfferData> = {
  name: 'WAITLIST_OFFER',
  priority: 'normal',
  secret: true,
  isPerishable: true,
  compose: ({ title, start, end, acceptUrl, expiresAt }, { name, timeZone }) => ({
    subject: `A time is free: ${shortened(title)}`,
    preheader: formatPeriod(start, end, timeZone),
    heading: 'A time is free for you',
    blocks: [
      paragraph(greeting(name)),
      facts([
        ['What', title],
        ['When', formatPeriod(start, end, timeZone)],
      ]),
      action('Accept or leave the waitlist', acceptUrl),
      note(
        `The time is kept for you until ${formatMoment(expiresAt, timeZone)}. After that it is offered to the next.`,
      ),
    ],
    reason: 'You receive this because your address is on the waitlist.',
  }),
};
