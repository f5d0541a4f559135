import { inLanguages } from '../../../../kernel/language.js';

/** An expected log in a mail. */
export interface LogLine {
  readonly offeringId: string;
  /** `CS101 Introduction to Programming, A1` */
  readonly offering: string;
  readonly weekNumber: number;
  /** ISO 8601. */
  readonly dueAt: string;
}

/** Texts that mails and notifications of expected logs share. */
export const LOG_TEXTS = inLanguages({
  en: {
    line: (offering: string, week: number, due: string) => `${offering}, week ${week} (due ${due})`,
    reminder: {
      title: (offering: string, week: number) => `Log due: ${offering}, week ${week}`,
      message: (offering: string, week: number, due: string) => `The log of ${offering}, week ${week}, is due ${due}.`,
    },
    returned: {
      title: (offering: string, week: number) => `Log returned: ${offering}, week ${week}`,
      message: (offering: string, week: number) =>
        `The log of ${offering}, week ${week}, came back to you with a note:`,
    },
    missing: {
      title: (count: number) => (count === 1 ? 'A weekly log is missing' : `${count} weekly logs are missing`),
      news: 'By the deadline there was no log of:',
    },
    escalated: {
      title: (count: number) =>
        count === 1 ? 'A weekly log is still missing' : `${count} weekly logs are still missing`,
      news: 'There is still no log of:',
    },
    late: {
      title: () => 'A weekly log came late',
      news: 'After the deadline came the log of:',
    },
    submitted: {
      title: () => 'A weekly log was submitted',
      news: 'Submitted was the log of:',
    },
  },
  fr: {
    line: (offering, week, due) => `${offering}, semaine ${week} (échéance : ${due})`,
    reminder: {
      title: (offering, week) => `Journal à remettre : ${offering}, semaine ${week}`,
      message: (offering, week, due) => `Le journal de ${offering}, semaine ${week}, est à remettre : ${due}.`,
    },
    returned: {
      title: (offering, week) => `Journal renvoyé : ${offering}, semaine ${week}`,
      message: (offering, week) => `Le journal de ${offering}, semaine ${week}, vous a été renvoyé avec une note :`,
    },
    missing: {
      title: (count) => (count === 1 ? 'Un journal hebdomadaire manque' : `${count} journaux hebdomadaires manquent`),
      news: 'À l’échéance, il manquait le journal de :',
    },
    escalated: {
      title: (count) =>
        count === 1 ? 'Un journal hebdomadaire manque toujours' : `${count} journaux hebdomadaires manquent toujours`,
      news: 'Il manque toujours le journal de :',
    },
    late: {
      title: () => 'Un journal hebdomadaire est arrivé en retard',
      news: 'Est arrivé après l’échéance le journal de :',
    },
    submitted: {
      title: () => 'Un journal hebdomadaire a été remis',
      news: 'A été remis le journal de :',
    },
  },
});

export type Alert = 'missing' | 'escalated' | 'late' | 'submitted';
