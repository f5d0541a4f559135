import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, list, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';

export interface OnboardingTipsData {
  readonly appUrl: string;
}

export const onboardingTipsMail: MailTemplate<OnboardingTipsData> = {
  name: 'ONBOARDING_TIPS',
  priority: 'bulk',
  subscription: 'tips',
  compose: ({ appUrl }, { name }) => ({
    subject: 'Three things to try in Lyceum',
    preheader: 'A first booking, a team, and your time zone.',
    heading: 'Three things to try',
    blocks: [
      paragraph(greeting(name)),
      list([
        'Make a booking and invite somebody by e-mail: both calendars stay in step, whatever changes.',
        'Create an organization and invite your team; roles decide who may do what.',
        'Check the time zone in your profile, so that reminders come when you expect them.',
      ]),
      action('Open Lyceum', appUrl),
    ],
    reason: 'You receive this once, a day after your account was made.',
  }),
};
