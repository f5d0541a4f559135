import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, list, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMoment } from '../../../../kernel/when.js';
import { type Alert, LOG_TEXTS, type LogLine } from './log-mails.js';

export interface LogAlertData {
  readonly what: Alert;
  /** How many there are; not all of them need be shown. */
  readonly count: number;
  readonly logs: readonly LogLine[];
  /** Of the page that shows all of them. */
  readonly boardUrl: string;
}

const TEXTS = inLanguages({
  en: {
    more: (count: number) => `And ${count} more.`,
    open: 'Look at all logs',
    reason: 'You receive this because you manage the courses.',
  },
  fr: {
    more: (count) => `Et ${count} de plus.`,
    open: 'Voir tous les journaux',
    reason: 'Vous recevez ce message car vous gérez les cours.',
  },
});

/** To those who manage the courses, of logs that are missing or came late. */
export const logAlertMail: MailTemplate<LogAlertData> = {
  name: 'LOG_ALERT',
  priority: 'normal',
  subscription: { en: 'alerts about weekly logs', fr: 'les alertes des journaux hebdomadaires' },
  compose: ({ what, count, logs, boardUrl }, { name, timeZone, language }) => {
    const { line, ...texts } = LOG_TEXTS[language];
    const title = texts[what].title(count);
    const lines = logs.map(({ offering, weekNumber, dueAt }) =>
      line(offering, weekNumber, formatMoment(dueAt, timeZone, language)),
    );
    const more = count - lines.length;
    return {
      subject: title,
      preheader: lines[0] ?? title,
      heading: title,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts[what].news),
        list(lines),
        ...(more > 0 ? [paragraph(TEXTS[language].more(more))] : []),
        action(TEXTS[language].open, boardUrl),
      ],
      reason: TEXTS[language].reason,
    };
  },
};
