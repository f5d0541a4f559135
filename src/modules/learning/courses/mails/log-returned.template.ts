import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { LOG_TEXTS } from './log-mails.js';

export interface LogReturnedData {
  /** `CS101 Introduction to Programming, A1` */
  readonly offering: string;
  readonly weekNumber: number;
  /** What a manager asks for. */
  readonly note: string;
  /** Of the page where it is written. */
  readonly logUrl: string;
}

const TEXTS = inLanguages({
  en: { open: 'Change the log', reason: 'You receive this because you wrote this log, or teach in its week.' },
  fr: {
    open: 'Modifier le journal',
    reason: 'Vous recevez ce message car vous avez rempli ce journal, ou enseignez pendant sa semaine.',
  },
});

/** To whoever wrote a weekly log that a manager asks them to change. */
export const logReturnedMail: MailTemplate<LogReturnedData> = {
  name: 'LOG_RETURNED',
  priority: 'normal',
  isPerishable: true,
  subscription: { en: 'weekly logs that come back', fr: 'les journaux hebdomadaires renvoyés' },
  compose: ({ offering, weekNumber, note, logUrl }, { name, language }) => {
    const { returned } = LOG_TEXTS[language];
    const title = returned.title(shortened(offering), weekNumber);
    return {
      subject: title,
      preheader: note,
      heading: title,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(returned.message(offering, weekNumber)),
        paragraph(note),
        action(TEXTS[language].open, logUrl),
      ],
      reason: TEXTS[language].reason,
    };
  },
};
