import { inLanguages } from '../../../../kernel/language.js';

/** Texts of in-app notifications about series; the mails about the same news are in `mails/`. */
export const SERIES_NOTICE_TEXTS = inLanguages({
  en: {
    quoted: (title: string) => `“${title}”`,
    withdrawn: {
      title: (title: string) => `Not expected any more: ${title}`,
      message: (quoted: string) => `You are not expected at ${quoted} any more.`,
    },
    cancelled: {
      title: (title: string) => `Cancelled: ${title}`,
      message: (quoted: string) => `${quoted} does not take place any more.`,
      reason: (reason: string) => ` Reason: ${reason}`,
    },
    confirmed: {
      title: (title: string) => `Confirmed: ${title}`,
      message: (quoted: string, organizer: string, when: string) => `${quoted} by ${organizer} takes place ${when}.`,
    },
    changed: {
      title: (title: string) => `Changed: ${title}`,
      message: (quoted: string, when: string) => `${quoted} has changed and takes place ${when}.`,
    },
    skipped: {
      title: (title: string) => `Not booked: ${title}`,
      more: (count: number) => `, and ${count} more`,
      message: (quoted: string, dates: string) =>
        `${quoted} does not take place on ${dates}, because the time is taken.`,
    },
  },
  fr: {
    quoted: (title) => `« ${title} »`,
    withdrawn: {
      title: (title) => `Vous n’êtes plus attendu : ${title}`,
      message: (quoted) => `Vous n’êtes plus attendu à ${quoted}.`,
    },
    cancelled: {
      title: (title) => `Annulée : ${title}`,
      message: (quoted) => `${quoted} n’aura plus lieu.`,
      reason: (reason) => ` Motif : ${reason}`,
    },
    confirmed: {
      title: (title) => `Confirmée : ${title}`,
      message: (quoted, organizer, when) => `${quoted} par ${organizer} a lieu ${when}.`,
    },
    changed: {
      title: (title) => `Modifiée : ${title}`,
      message: (quoted, when) => `${quoted} a changé et a lieu ${when}.`,
    },
    skipped: {
      title: (title) => `Pas réservé : ${title}`,
      more: (count) => `, et ${count} de plus`,
      message: (quoted, dates) => `${quoted} n’aura pas lieu à ces dates, car le créneau est pris : ${dates}.`,
    },
  },
});
