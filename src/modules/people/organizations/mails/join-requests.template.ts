import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';

export interface JoinRequestsData {
  readonly organizationName: string;
  /** Of the page where they are decided. */
  readonly requestsUrl: string;
}

const TEXTS = inLanguages({
  en: {
    subject: (organization: string) => `Somebody asks to join ${organization}`,
    text: (organization: string) => `There are people who ask to join ${organization} and wait for an answer.`,
    open: 'Look at the requests',
    reason: 'You receive this once a day at most, because you manage the courses.',
  },
  fr: {
    subject: (organization) => `Demande d’admission : ${organization}`,
    text: (organization) => `Des personnes demandent à rejoindre ${organization} et attendent une réponse.`,
    open: 'Voir les demandes',
    reason: 'Vous recevez ce message une fois par jour au plus, car vous gérez les cours.',
  },
});

/** To those who manage the courses, on days on which somebody asks to be admitted. */
export const joinRequestsMail: MailTemplate<JoinRequestsData> = {
  name: 'ORG_JOIN_REQUESTS',
  priority: 'normal',
  isPerishable: true,
  subscription: { en: 'requests to join your organizations', fr: 'les demandes d’admission à vos organisations' },
  compose: ({ organizationName, requestsUrl }, { name, language }) => {
    const texts = TEXTS[language];
    const organization = displayName(organizationName);
    return {
      subject: texts.subject(shortened(organizationName)),
      preheader: texts.text(organization),
      heading: texts.subject(organization),
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.text(organization)),
        action(texts.open, requestsUrl),
      ],
      reason: texts.reason,
    };
  },
};
