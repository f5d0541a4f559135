import { describeMail, START } from '../../../../../test/support/describe-mail.js';
import { testEmailMail } from './test-email.template.js';

describeMail(testEmailMail, {
  data: { requestedAt: START, installation: 'lyceum.test' },
  subject: 'Test e-mail of lyceum.test',
  says: ['This installation of Lyceum sends e-mails', '29 March 2026'],
});
