import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatDate } from '../../../../kernel/when.js';

export interface WeeklyReportData {
  /** First and last day of the week, `2026-03-23`. */
  readonly from: string;
  readonly to: string;
  readonly figures: ReadonlyArray<{ readonly label: string; readonly value: number; readonly previous?: number }>;
  readonly appUrl: string;
}

const TEXTS = inLanguages({
  en: {
    subject: (from: string, to: string) => `Weekly report: ${from} to ${to}`,
    heading: 'Your week in figures',
    week: (from: string, to: string) => `${from} to ${to}`,
    compared: (value: number, previous: number) => `${value} (the week before: ${previous})`,
    open: 'Open Lyceum',
    reason: 'You receive this every Monday because you administer this installation.',
  },
  fr: {
    subject: (from, to) => `Rapport de la semaine : du ${from} au ${to}`,
    heading: 'Votre semaine en chiffres',
    week: (from, to) => `Du ${from} au ${to}`,
    compared: (value, previous) => `${value} (la semaine précédente : ${previous})`,
    open: 'Ouvrir Lyceum',
    reason: 'Vous recevez ce message chaque lundi car vous administrez cette installation.',
  },
});

export const weeklyReportMail: MailTemplate<WeeklyReportData> = {
  name: 'WEEKLY_REPORT',
  priority: 'bulk',
  subscription: { en: 'the weekly report', fr: 'le rapport de la semaine' },
  compose: ({ from, to, figures, appUrl }, { name, language }) => {
    const texts = TEXTS[language];
    const days = [formatDate(from, language), formatDate(to, language)] as const;
    return {
      subject: texts.subject(...days),
      preheader: figures.map(({ label, value }) => `${label} ${value}`).join(', '),
      heading: texts.heading,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.week(...days)),
        facts(
          figures.map(({ label, value, previous }) => [
            label,
            previous === undefined ? String(value) : texts.compared(value, previous),
          ]),
        ),
        action(texts.open, appUrl),
      ],
      reason: texts.reason,
    };
  },
};
