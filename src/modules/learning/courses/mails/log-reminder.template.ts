import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMoment } from '../../../../kernel/when.js';
import { LOG_TEXTS, type LogLine } from './log-mails.js';

export interface LogReminderData extends LogLine {
  /** Of the page where it is written. */
  readonly logUrl: string;
}

const TEXTS = inLanguages({
  en: { open: 'Write the log', reason: 'You receive this because you owe this log.' },
  fr: { open: 'Remplir le journal', reason: 'Vous recevez ce message car ce journal est à remettre par vous.' },
});

/** To whoever owes a weekly log, before it is due. */
export const logReminderMail: MailTemplate<LogReminderData> = {
  name: 'LOG_REMINDER',
  priority: 'normal',
  isPerishable: true,
  subscription: { en: 'reminders of weekly logs', fr: 'les rappels des journaux hebdomadaires' },
  compose: ({ offering, weekNumber, dueAt, logUrl }, { name, timeZone, language }) => {
    const { reminder } = LOG_TEXTS[language];
    const due = formatMoment(dueAt, timeZone, language);
    const title = reminder.title(shortened(offering), weekNumber);
    return {
      subject: title,
      preheader: due,
      heading: title,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(reminder.message(offering, weekNumber, due)),
        action(TEXTS[language].open, logUrl),
      ],
      reason: TEXTS[language].reason,
    };
  },
};
