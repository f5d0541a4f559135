import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, list, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';

export interface WelcomeData {
  readonly appUrl: string;
}

export const welcomeMail: MailTemplate<WelcomeData> = {
  name: 'WELCOME',
  priority: 'normal',
  compose: ({ appUrl }, { name }) => ({
    subject: 'Welcome to Lyceum',
    preheader: 'Your account is ready.',
    heading: 'Welcome to Lyceum',
    blocks: [
      paragraph(greeting(name)),
      paragraph('Your account is ready. With it you can:'),
      list([
        'book time with people and rooms, without double bookings',
        'invite your team and share a calendar with it',
        'get reminders in your own time zone',
      ]),
      action('Open Lyceum', appUrl),
    ],
    reason: 'You receive this because an account was made with this address.',
  }),
};
