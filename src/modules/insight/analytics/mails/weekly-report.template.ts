import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { formatDate } from '../../../../kernel/when.js';

export interface WeeklyReportData {
  /** First and last day of the week, `2026-03-23`. */
  readonly from: string;
  readonly to: string;
  readonly figures: ReadonlyArray<{ readonly label: string; readonly value: number; readonly previous?: number }>;
  readonly appUrl: string;
}

export const weeklyReportMail: MailTemplate<WeeklyReportData> = {
  name: 'WEEKLY_REPORT',
  priority: 'bulk',
  subscription: 'the weekly report',
  compose: ({ from, to, figures, appUrl }, { name }) => ({
    subject: `Weekly report: ${formatDate(from)} to ${formatDate(to)}`,
    preheader: figures.map(({ label, value }) => `${label} ${value}`).join(', '),
    heading: 'Your week in figures',
    blocks: [
      paragraph(greeting(name)),
      paragraph(`${formatDate(from)} to ${formatDate(to)}`),
      facts(
        figures.map(({ label, value, previous }) => [
          label,
          previous === undefined ? String(value) : `${value} (the week before: ${previous})`,
        ]),
      ),
      action('Open Lyceum', appUrl),
    ],
    reason: 'You receive this every Monday because you administer this installation.',
  }),
};
