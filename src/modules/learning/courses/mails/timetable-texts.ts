import { inLanguages } from '../../../../kernel/language.js';
import { formatPeriod } from '../../../../kernel/when.js';

/**
 * What is told of meetings; `unheld`: whoever is assigned by now is not free; `untaught`: they are cancelled, because nobody is.
 */
export const TIMETABLE_NEWS = ['planned', 'moved', 'cancelled', 'restored', 'unheld', 'untaught'] as const;
export type TimetableNewsKind = (typeof TIMETABLE_NEWS)[number];

export interface ToldMeeting {
  readonly title: string;
  /** ISO 8601; as the other one. */
  readonly start: string;
  readonly end: string;
}

/** Texts that mails and notifications of timetables share. */
export const TIMETABLE_TEXTS = inLanguages({
  en: {
    line: ({ title, start, end }: ToldMeeting, timeZone: string) =>
      `${title}: ${formatPeriod(start, end, timeZone, 'en')}`,
    planned: {
      title: (title: string, count: number) => (count === 1 ? `New meeting: ${title}` : `Timetable of ${title}`),
      news: 'You hold these meetings:',
    },
    moved: {
      title: (title: string) => `Changed: ${title}`,
      news: 'It takes place at this time now:',
    },
    cancelled: {
      title: (title: string, count: number) =>
        count === 1 ? `Cancelled: ${title}` : `Cancelled: ${count} meetings of ${title}`,
      news: 'This does not take place:',
    },
    restored: {
      title: (title: string) => `Takes place after all: ${title}`,
      news: 'This takes place again:',
    },
    unheld: {
      title: (title: string) => `Nobody is free to hold ${title}`,
      news: 'Whoever is assigned by now is not free at these times. The host is the same as before until you choose another one:',
    },
    untaught: {
      title: (title: string, count: number) =>
        count === 1 ? `Nobody teaches ${title}: cancelled` : `Nobody teaches ${title}: ${count} meetings are cancelled`,
      news: 'Nobody is assigned on these days any more, so this does not take place. Assign somebody, and plan it anew:',
    },
  },
  fr: {
    line: ({ title, start, end }, timeZone) => `${title} : ${formatPeriod(start, end, timeZone, 'fr')}`,
    planned: {
      title: (title, count) => (count === 1 ? `Nouvelle séance : ${title}` : `Emploi du temps de ${title}`),
      news: 'Vous animez ces séances :',
    },
    moved: {
      title: (title) => `Modifié : ${title}`,
      news: 'La séance a désormais lieu :',
    },
    cancelled: {
      title: (title, count) => (count === 1 ? `Annulé : ${title}` : `Annulé : ${count} séances de ${title}`),
      news: 'N’a pas lieu :',
    },
    restored: {
      title: (title) => `A finalement lieu : ${title}`,
      news: 'A de nouveau lieu :',
    },
    unheld: {
      title: (title) => `Personne n’est libre pour ${title}`,
      news: 'L’intervenant désormais affecté n’est pas libre à ces heures. L’ancien reste en place jusqu’à ce que vous en choisissiez un autre :',
    },
    untaught: {
      title: (title, count) =>
        count === 1
          ? `Personne n’enseigne ${title} : annulé`
          : `Personne n’enseigne ${title} : ${count} séances annulées`,
      news: 'Plus personne n’est affecté à ces dates, et cela n’a pas lieu. Affectez quelqu’un, puis planifiez à nouveau :',
    },
  },
});
