import { describeMail } from '../../../../../test/support/describe-mail.js';
import { weeklyReportMail } from './weekly-report.template.js';

const appUrl = 'https://lyceum.test/app';

describeMail(weeklyReportMail, {
  data: {
    from: '2026-03-23',
    to: '2026-03-29',
    figures: [
      { label: 'Bookings', value: 12, previous: 9 },
      { label: 'New users', value: 3 },
    ],
    appUrl,
  },
  subject: 'Weekly report: Monday, 23 March 2026 to Sunday, 29 March 2026',
  says: ['Bookings', '12 (the week before: 9)', 'New users', appUrl],
});
