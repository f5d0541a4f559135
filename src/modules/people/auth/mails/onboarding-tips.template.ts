import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, list, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';

export interface OnboardingTipsData {
  readonly appUrl: string;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Three things to try in Lyceum',
    preheader: 'A first booking, a team, and your time zone.',
    heading: 'Three things to try',
    tips: [
      'Make a booking and invite somebody by e-mail: both calendars stay in step, whatever changes.',
      'Create an organization and invite your team; roles decide who may do what.',
      'Check the time zone in your profile, so that reminders come when you expect them.',
    ],
    open: 'Open Lyceum',
    reason: 'You receive this once, a day after your account was made.',
  },
  fr: {
    subject: 'Trois choses à essayer dans Lyceum',
    preheader: 'Un premier rendez-vous, une équipe, et votre fuseau horaire.',
    heading: 'Trois choses à essayer',
    tips: [
      'Prenez un rendez-vous et invitez quelqu’un par e-mail : les deux agendas restent à jour, quoi qu’il arrive.',
      'Créez une organisation et invitez votre équipe ; les rôles décident de qui peut faire quoi.',
      'Vérifiez le fuseau horaire de votre profil, pour que les rappels arrivent quand vous les attendez.',
    ],
    open: 'Ouvrir Lyceum',
    reason: 'Vous recevez ce message une seule fois, un jour après la création de votre compte.',
  },
});

export const onboardingTipsMail: MailTemplate<OnboardingTipsData> = {
  name: 'ONBOARDING_TIPS',
  priority: 'bulk',
  subscription: { en: 'tips', fr: 'des conseils' },
  compose: ({ appUrl }, { name, language }) => {
    const texts = TEXTS[language];
    return {
      subject: texts.subject,
      preheader: texts.preheader,
      heading: texts.heading,
      blocks: [paragraph(greeting(name, language)), list(texts.tips), action(texts.open, appUrl)],
      reason: texts.reason,
    };
  },
};
