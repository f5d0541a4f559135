import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';

/** For people whose account an administrator created. */
export interface AccountInvitationData {
  readonly inviterName: string;
  /** Host name of the installation. */
  readonly installation: string;
  /** Contains a secret (bearer token): whoever has it may set the password. */
  readonly passwordUrl: string;
  readonly expiresInDays: number;
  /** Where to request another link after the expiry. */
  readonly againUrl: string;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Your Lyceum account is ready: choose a password',
    preheader: (inviter: string) => `${inviter} made an account for you.`,
    heading: 'Choose a password for your account',
    account: (inviter: string, installation: string) =>
      `${inviter} made an account for you on the Lyceum of ${installation}. You sign in to it with this e-mail address ` +
      'and a password, which you choose now.',
    choose: 'Choose a password',
    link: (days: number, againUrl: string) =>
      `The link works once, within ${days} days. Afterwards you get another one at ${againUrl}. ` +
      'If you do not expect an account there, ignore this mail: nobody can sign in to it without your mailbox.',
    reason: (installation: string) =>
      `You receive this because an administrator of ${installation} entered your address.`,
  },
  fr: {
    subject: 'Votre compte Lyceum est prêt : choisissez un mot de passe',
    preheader: (inviter) => `${inviter} a créé un compte pour vous.`,
    heading: 'Choisissez un mot de passe pour votre compte',
    account: (inviter, installation) =>
      `${inviter} a créé un compte pour vous sur le Lyceum de ${installation}. Vous vous y connectez avec cette adresse ` +
      'e-mail et un mot de passe, que vous choisissez maintenant.',
    choose: 'Choisir un mot de passe',
    link: (days, againUrl) =>
      `Le lien fonctionne une seule fois, pendant ${days} jours. Ensuite, vous en obtenez un autre à l’adresse ${againUrl}. ` +
      'Si vous n’attendez pas de compte à cet endroit, ignorez cet e-mail : personne ne peut s’y connecter sans votre messagerie.',
    reason: (installation) => `Vous recevez ce message car un administrateur de ${installation} a saisi votre adresse.`,
  },
});

export const accountInvitationMail: MailTemplate<AccountInvitationData> = {
  name: 'ACCOUNT_INVITATION',
  priority: 'urgent',
  secret: true,
  compose: ({ inviterName, installation, passwordUrl, expiresInDays, againUrl }, { name, language }) => {
    const texts = TEXTS[language];
    const inviter = displayName(inviterName);
    return {
      subject: texts.subject,
      preheader: texts.preheader(inviter),
      heading: texts.heading,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.account(inviter, installation)),
        action(texts.choose, pageIn(language, passwordUrl)),
        note(texts.link(expiresInDays, againUrl)),
      ],
      reason: texts.reason(installation),
    };
  },
};
