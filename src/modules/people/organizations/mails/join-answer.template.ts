import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import type { CourseProfileRole } from '../organizations.api.js';
import type { JoinAnswer } from '../joining/joining.events.js';
import { JOINING_TEXTS } from '../joining/joining-texts.js';

export interface JoinAnswerData {
  readonly organizationName: string;
  readonly role: CourseProfileRole;
  readonly answer: JoinAnswer;
  /** Why it was declined. */
  readonly reason: string | null;
  /** Of the dashboard. */
  readonly appUrl: string;
}

const TEXTS = inLanguages({
  en: { open: 'Open the dashboard', reason: 'You receive this because you asked to be admitted.' },
  fr: { open: 'Ouvrir le tableau de bord', reason: 'Vous recevez ce message car vous avez demandé à être admis.' },
});

/** To whoever asked to be admitted, once there is an answer. */
export const joinAnswerMail: MailTemplate<JoinAnswerData> = {
  name: 'ORG_JOIN_ANSWER',
  priority: 'normal',
  compose: ({ organizationName, role, answer, reason, appUrl }, { name, language }) => {
    const { roles, accepted, declined } = JOINING_TEXTS[language];
    const said = answer === 'accepted' ? accepted : declined;
    const organization = displayName(organizationName);
    const message = said.message(organization, roles[role]);
    return {
      subject: said.title(shortened(organizationName)),
      preheader: message,
      heading: said.title(organization),
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(message),
        ...(reason === null ? [] : [paragraph(reason)]),
        ...(answer === 'accepted' ? [action(TEXTS[language].open, appUrl)] : []),
      ],
      reason: TEXTS[language].reason,
    };
  },
};
