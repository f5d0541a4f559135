import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, list, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';

export interface WelcomeData {
  readonly appUrl: string;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Welcome to Lyceum',
    preheader: 'Your account is ready.',
    ready: 'Your account is ready. With it you can:',
    uses: [
      'book time with people and rooms, without double bookings',
      'invite your team and share a calendar with it',
      'get reminders in your own time zone',
    ],
    open: 'Open Lyceum',
    reason: 'You receive this because an account was made with this address.',
  },
  fr: {
    subject: 'Bienvenue dans Lyceum',
    preheader: 'Votre compte est prêt.',
    ready: 'Votre compte est prêt. Il vous permet de :',
    uses: [
      'réserver du temps avec des personnes et des salles, sans double réservation',
      'inviter votre équipe et partager un agenda avec elle',
      'recevoir des rappels dans votre propre fuseau horaire',
    ],
    open: 'Ouvrir Lyceum',
    reason: 'Vous recevez ce message car un compte a été créé avec cette adresse.',
  },
});

export const welcomeMail: MailTemplate<WelcomeData> = {
  name: 'WELCOME',
  priority: 'normal',
  compose: ({ appUrl }, { name, language }) => {
    const texts = TEXTS[language];
    return {
      subject: texts.subject,
      preheader: texts.preheader,
      heading: texts.subject,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.ready),
        list(texts.uses),
        action(texts.open, appUrl),
      ],
      reason: texts.reason,
    };
  },
};
