import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, list, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { type ToldMeeting, TIMETABLE_TEXTS, type TimetableNewsKind } from './timetable-texts.js';

export interface TimetableChangedData {
  readonly what: TimetableNewsKind;
  /** How many there are; not all of them need be shown. */
  readonly count: number;
  readonly meetings: readonly ToldMeeting[];
  readonly reason: string | null;
  /** Of the page that shows the timetable. */
  readonly timetableUrl: string;
}

const TEXTS = inLanguages({
  en: {
    more: (count: number) => `And ${count} more.`,
    open: 'Look at the timetable',
    why: (reason: string) => `Reason: ${reason}`,
    reason: 'You receive this because you teach, learn or manage this course.',
  },
  fr: {
    more: (count) => `Et ${count} de plus.`,
    open: 'Voir l’emploi du temps',
    why: (reason) => `Motif : ${reason}`,
    reason: 'Vous recevez ce message car vous enseignez, suivez ou gérez ce cours.',
  },
});

/** To those whose meetings are cancelled, moved or made, and to those who have to find a host. */
export const timetableChangedMail: MailTemplate<TimetableChangedData> = {
  name: 'TIMETABLE_CHANGED',
  priority: 'normal',
  compose: ({ what, count, meetings, reason, timetableUrl }, { name, timeZone, language }) => {
    const texts = TIMETABLE_TEXTS[language];
    const own = TEXTS[language];
    const [first] = meetings;
    const title = texts[what].title(shortened(first?.title ?? ''), count);
    const more = count - meetings.length;
    return {
      subject: title,
      preheader: title,
      heading: title,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts[what].news),
        list(meetings.map((meeting) => texts.line(meeting, timeZone))),
        ...(more > 0 ? [paragraph(own.more(more))] : []),
        ...(reason === null ? [] : [paragraph(own.why(reason))]),
        action(own.open, timetableUrl),
      ],
      reason: own.reason,
    };
  },
};
