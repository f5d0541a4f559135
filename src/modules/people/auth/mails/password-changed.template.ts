import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMoment } from '../../../../kernel/when.js';
import { SECURITY_TEXTS } from './security-texts.js';

export interface PasswordChangedData {
  readonly changedAt: string;
  readonly ipAddress?: string | null;
  /** Where the recipient can recover the account. */
  readonly securityUrl: string;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Your password was changed',
    change: 'The password of your account was changed, and your other login sessions were ended.',
    ifNotYou: 'If it was not you, choose a new password now.',
  },
  fr: {
    subject: 'Votre mot de passe a été modifié',
    change: 'Le mot de passe de votre compte a été modifié, et vos autres sessions ont été fermées.',
    ifNotYou: 'Si ce n’était pas vous, choisissez un nouveau mot de passe maintenant.',
  },
});

export const passwordChangedMail: MailTemplate<PasswordChangedData> = {
  name: 'PASSWORD_CHANGED',
  priority: 'urgent',
  compose: ({ changedAt, ipAddress, securityUrl }, { name, timeZone, language }) => {
    const texts = { ...SECURITY_TEXTS[language], ...TEXTS[language] };
    return {
      subject: texts.subject,
      preheader: formatMoment(changedAt, timeZone, language),
      heading: texts.subject,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.change),
        facts([
          [texts.when, formatMoment(changedAt, timeZone, language)],
          [texts.ipAddress, ipAddress],
        ]),
        paragraph(texts.ifNotYou),
        action(texts.newPassword, pageIn(language, securityUrl)),
      ],
      reason: texts.reason,
    };
  },
};
