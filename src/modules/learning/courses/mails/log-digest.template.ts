import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, list, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatDate, formatMoment } from '../../../../kernel/when.js';
import { LOG_TEXTS, type LogLine } from './log-mails.js';

export interface LogDigestData {
  readonly organization: string;
  /** `2027-01-18` */
  readonly date: string;
  readonly missing: number;
  readonly late: number;
  readonly submitted: number;
  readonly due: number;
  /** Those that are missing longest. */
  readonly logs: readonly LogLine[];
  /** Of the page that shows all of them. */
  readonly boardUrl: string;
}

const TEXTS = inLanguages({
  en: {
    subject: (organization: string, day: string) => `Weekly logs of ${organization}, ${day}`,
    missing: 'Missing',
    late: 'Came late since the last digest',
    submitted: 'Came in time since the last digest',
    due: 'Due until tomorrow',
    longest: 'Missing longest:',
    open: 'Look at all logs',
    reason: 'You receive this because you manage the courses, on days with something to tell.',
  },
  fr: {
    subject: (organization, day) => `Journaux hebdomadaires de ${organization}, ${day}`,
    missing: 'Manquants',
    late: 'Arrivés en retard depuis le dernier résumé',
    submitted: 'Arrivés à temps depuis le dernier résumé',
    due: 'À remettre d’ici demain',
    longest: 'Manquants depuis le plus longtemps :',
    open: 'Voir tous les journaux',
    reason: 'Vous recevez ce message car vous gérez les cours, les jours où il y a quelque chose à signaler.',
  },
});

/** To those who manage the courses, once a day. */
export const logDigestMail: MailTemplate<LogDigestData> = {
  name: 'LOG_DIGEST',
  priority: 'bulk',
  subscription: { en: 'the daily digest of weekly logs', fr: 'le résumé quotidien des journaux hebdomadaires' },
  compose: ({ organization, date, missing, late, submitted, due, logs, boardUrl }, { name, timeZone, language }) => {
    const texts = TEXTS[language];
    const { line } = LOG_TEXTS[language];
    const title = texts.subject(organization, formatDate(date, language));
    return {
      subject: title,
      preheader: `${texts.missing}: ${missing}`,
      heading: title,
      blocks: [
        paragraph(greeting(name, language)),
        facts([
          [texts.missing, String(missing)],
          [texts.late, String(late)],
          [texts.submitted, String(submitted)],
          [texts.due, String(due)],
        ]),
        ...(logs.length > 0
          ? [
              paragraph(texts.longest),
              list(
                logs.map(({ offering, weekNumber, dueAt }) =>
                  line(offering, weekNumber, formatMoment(dueAt, timeZone, language)),
                ),
              ),
            ]
          : []),
        action(texts.open, boardUrl),
      ],
      reason: texts.reason,
    };
  },
};
