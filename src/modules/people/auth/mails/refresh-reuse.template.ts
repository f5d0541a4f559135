import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMoment } from '../../../../kernel/when.js';
import { SECURITY_TEXTS } from './security-texts.js';

export interface RefreshReuseData {
  readonly detectedAt: string;
  readonly device?: string | null;
  readonly ipAddress?: string | null;
  /** Where the recipient can reset the password. */
  readonly securityUrl: string;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Security notice: you were signed out',
    preheader: 'A sign-in token of your account was used twice.',
    heading: 'We signed you out to be safe',
    cause:
      'A sign-in token of your account was used a second time. That happens when somebody copied it. ' +
      'We ended every login session that came from that sign-in. Please sign in again.',
    device: 'Device',
    ifUnknown: 'If you do not recognise this, choose a new password now.',
  },
  fr: {
    subject: 'Sécurité : vous avez été déconnecté',
    preheader: 'Un jeton de connexion de votre compte a été utilisé deux fois.',
    heading: 'Nous vous avons déconnecté par sécurité',
    cause:
      'Un jeton de connexion de votre compte a été utilisé une seconde fois. Cela arrive quand quelqu’un l’a copié. ' +
      'Nous avons fermé toutes les sessions issues de cette connexion. Veuillez vous reconnecter.',
    device: 'Appareil',
    ifUnknown: 'Si cela ne vous dit rien, choisissez un nouveau mot de passe maintenant.',
  },
});

export const refreshReuseMail: MailTemplate<RefreshReuseData> = {
  name: 'REFRESH_REUSE',
  priority: 'urgent',
  compose: ({ detectedAt, device, ipAddress, securityUrl }, { name, timeZone, language }) => {
    const texts = { ...SECURITY_TEXTS[language], ...TEXTS[language] };
    return {
      subject: texts.subject,
      preheader: texts.preheader,
      heading: texts.heading,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.cause),
        facts([
          [texts.when, formatMoment(detectedAt, timeZone, language)],
          [texts.device, device && displayName(device)],
          [texts.ipAddress, ipAddress],
        ]),
        paragraph(texts.ifUnknown),
        action(texts.newPassword, pageIn(language, securityUrl)),
      ],
      reason: texts.reason,
    };
  },
};
