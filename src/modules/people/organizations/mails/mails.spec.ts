import { describeMail, SECRET_LINK } from '../../../../../test/support/describe-mail.js';
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
