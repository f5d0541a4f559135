import { describeMail, SECRET_LINK } from '../../../../../test/support/describe-mail.js';
import { joinAnswerMail } from './join-answer.template.js';
import { joinRequestsMail } from './join-requests.template.js';
import { orgInviteMail } from './org-invite.template.js';

describeMail(orgInviteMail, {
  data: {
    organizationName: 'Analytical Engines',
    inviterName: 'Charles Babbage',
    role: 'member',
    acceptUrl: SECRET_LINK,
    expiresAt: '2026-04-05T21:59:00.000Z',
  },
  subject: 'Invitation to Analytical Engines',
  says: [
    SECRET_LINK,
    'Charles Babbage',
    'Analytical Engines',
    'member',
    'Sunday, 5 April 2026, 23:59 (Europe/Berlin, UTC+02:00)',
  ],
});

describeMail(joinRequestsMail, {
  data: { organizationName: 'Analytical Engines', requestsUrl: 'https://lyceum.test/app/organizations/1/requests' },
  subject: 'Somebody asks to join Analytical Engines',
  says: ['Analytical Engines', 'https://lyceum.test/app/organizations/1/requests'],
});

describeMail(joinAnswerMail, {
  data: {
    organizationName: 'Analytical Engines',
    role: 'facilitator',
    answer: 'declined',
    reason: 'Please ask by your address at the institution.',
    appUrl: 'https://lyceum.test/app',
  },
  subject: 'Your request to join Analytical Engines was declined',
  says: ['a facilitator', 'Please ask by your address at the institution.'],
});
