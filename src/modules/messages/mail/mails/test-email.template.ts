import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMoment } from '../../../../kernel/when.js';

export interface TestEmailData {
  readonly requestedAt: string;
  /** Host of the installation. */
  readonly installation: string;
}

const TEXTS = inLanguages({
  en: {
    subject: (installation: string) => `Test e-mail of ${installation}`,
    works: 'This installation of Lyceum sends e-mails: you have just read one.',
    nothing: 'Nothing has to be done.',
    when: 'Asked for',
    reason: 'You receive this because you asked for a test e-mail.',
  },
  fr: {
    subject: (installation: string) => `E-mail d’essai de ${installation}`,
    works: 'Cette installation de Lyceum envoie des e-mails : vous venez d’en lire un.',
    nothing: 'Il n’y a rien à faire.',
    when: 'Demandé',
    reason: 'Vous recevez ce message parce que vous avez demandé un e-mail d’essai.',
  },
});

export const testEmailMail: MailTemplate<TestEmailData> = {
  name: 'TEST_EMAIL',
  priority: 'urgent',
  compose: ({ requestedAt, installation }, { name, timeZone, language }) => {
    const texts = TEXTS[language];
    const when = formatMoment(requestedAt, timeZone, language);
    return {
      subject: texts.subject(installation),
      preheader: when,
      heading: texts.subject(installation),
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.works),
        facts([[texts.when, when]]),
        paragraph(texts.nothing),
      ],
      reason: texts.reason,
    };
  },
};
