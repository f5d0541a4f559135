import {
  ADA,
  describeMail,
  END,
  PERIOD_IN_BERLIN,
  SECRET_LINK,
  START,
} from '../../../../../test/support/describe-mail.js';
import { renderMail } from '../../../../infra/mail/mail-template.js';
import { waitlistOfferMail } from './waitlist-offer.template.js';
import { waitlistRemovedMail } from './waitlist-removed.template.js';

describeMail(waitlistOfferMail, {
  data: {
    title: 'Mentoring',
    start: START,
    end: END,
    acceptUrl: SECRET_LINK,
    expiresAt: '2026-03-28T21:59:00.000Z',
  },
  subject: 'A time is free: Mentoring, Sun 29 Mar, 10:00',
  says: [SECRET_LINK, PERIOD_IN_BERLIN, 'Mentoring', 'Saturday, 28 March 2026, 22:59 (Europe/Berlin, UTC+01:00)'],
});

describeMail(waitlistRemovedMail, {
  data: { title: 'Mentoring', from: START, to: END },
  subject: 'Not on the waitlist any more: Mentoring',
  says: [PERIOD_IN_BERLIN, 'Mentoring', 'no time is kept for you'],
});

it('come in the name of the organization', () => {
  const brand = { name: 'Engines & Co', color: '#0b6e4f', logo: { file: 'f00d.png', width: 40, height: 40 } };
  const { html } = renderMail(waitlistRemovedMail, { title: 'Mentoring', from: START, to: END, brand }, ADA, 'cid:x');
  expect(html).toMatch(/<img src="cid:x"[^>]*>Engines &amp; Co<\/td>/);
});
