import { inLanguages } from '../../../../kernel/language.js';

/** Texts of in-app notifications about bookings; the mails about the same news are in `mails/`. */
export const BOOKING_NOTICE_TEXTS = inLanguages({
  en: {
    quoted: (title: string) => `“${title}”`,
    withReason: (fact: string, reason: string) => `${fact} Reason: ${reason}`,
    reminder: {
      title: (title: string) => `Soon: ${title}`,
      message: (quoted: string, when: string) => `${quoted} takes place ${when}.`,
    },
    responses: {
      accepted: (who: string) => `${who} accepted`,
      declined: (who: string) => `${who} declined`,
      needs_action: (who: string) => `${who} took back the answer to`,
    },
    response: {
      title: (answered: string, title: string) => `${answered} ${title}`,
      message: (answered: string, quoted: string, when: string) => `${answered} ${quoted}: ${when}.`,
    },
    present: {
      title: (title: string) => `You came: ${title}`,
      message: (actor: string, quoted: string, when: string) =>
        `${actor} recorded that you came to ${quoted}: ${when}.`,
    },
    absent: {
      title: (title: string) => `You did not come: ${title}`,
      message: (actor: string, quoted: string, when: string) =>
        `${actor} recorded that you did not come to ${quoted}: ${when}.`,
    },
    reassigned: {
      title: (title: string) => `New host: ${title}`,
      message: (organizer: string, quoted: string, when: string) => `${organizer} takes over ${quoted}: ${when}.`,
    },
    requested: {
      title: (title: string) => `To be confirmed: ${title}`,
      booker: (organizer: string, quoted: string, when: string) => `${quoted} waits for ${organizer}: ${when}.`,
      host: (quoted: string, when: string) => `${quoted} waits for you: ${when}.`,
    },
    confirmed: {
      title: (title: string) => `Confirmed: ${title}`,
      organizer: (quoted: string, when: string) => `${quoted} is confirmed for ${when}.`,
      guest: (organizer: string, quoted: string, when: string) => `${organizer} invites you to ${quoted}: ${when}.`,
    },
    rescheduled: {
      title: (title: string) => `New time: ${title}`,
      message: (quoted: string, when: string) => `${quoted} has a new time: ${when}.`,
      pending: (quoted: string, when: string) => `${quoted} has a new time, which is to be confirmed: ${when}.`,
    },
    declined: {
      title: (title: string) => `Declined: ${title}`,
      message: (organizer: string, quoted: string, when: string) => `${organizer} cannot take ${quoted}: ${when}.`,
    },
    cancelled: {
      title: (title: string) => `Cancelled: ${title}`,
      message: (quoted: string, when: string) => `${quoted} does not take place: ${when}.`,
    },
    restored: {
      title: (title: string) => `Takes place after all: ${title}`,
      message: (actor: string, quoted: string, when: string) =>
        `${actor} restored ${quoted}, which takes place after all: ${when}.`,
    },
    withdrawn: {
      title: (title: string) => `Not expected any more: ${title}`,
      message: (organizer: string, quoted: string, when: string) =>
        `${organizer} withdrew your invitation to ${quoted}: ${when}.`,
    },
    updated: {
      title: (title: string) => `Changed: ${title}`,
      fields: { title: 'title', description: 'description', location: 'place' },
      message: (actor: string, fields: string, quoted: string, when: string) =>
        `${actor} changed the ${fields} of ${quoted}: ${when}.`,
    },
  },
  fr: {
    quoted: (title) => `« ${title} »`,
    withReason: (fact, reason) => `${fact} Motif : ${reason}`,
    reminder: {
      title: (title) => `Bientôt : ${title}`,
      message: (quoted, when) => `${quoted} a lieu : ${when}.`,
    },
    responses: {
      accepted: (who) => `${who} a accepté`,
      declined: (who) => `${who} a refusé`,
      needs_action: (who) => `${who} a repris sa réponse à`,
    },
    response: {
      title: (answered, title) => `${answered} ${title}`,
      message: (answered, quoted, when) => `${answered} ${quoted} : ${when}.`,
    },
    present: {
      title: (title) => `Vous êtes venu : ${title}`,
      message: (actor, quoted, when) => `${actor} a noté que vous êtes venu à ${quoted} : ${when}.`,
    },
    absent: {
      title: (title) => `Vous n’êtes pas venu : ${title}`,
      message: (actor, quoted, when) => `${actor} a noté que vous n’êtes pas venu à ${quoted} : ${when}.`,
    },
    reassigned: {
      title: (title) => `Nouvel hôte : ${title}`,
      message: (organizer, quoted, when) => `${organizer} prend en charge ${quoted} : ${when}.`,
    },
    requested: {
      title: (title) => `À confirmer : ${title}`,
      booker: (organizer, quoted, when) => `${quoted} attend la réponse de ${organizer} : ${when}.`,
      host: (quoted, when) => `${quoted} attend votre réponse : ${when}.`,
    },
    confirmed: {
      title: (title) => `Confirmé : ${title}`,
      organizer: (quoted, when) => `${quoted} est confirmé : ${when}.`,
      guest: (organizer, quoted, when) => `${organizer} vous invite à ${quoted} : ${when}.`,
    },
    rescheduled: {
      title: (title) => `Nouvel horaire : ${title}`,
      message: (quoted, when) => `${quoted} a un nouvel horaire : ${when}.`,
      pending: (quoted, when) => `${quoted} a un nouvel horaire, encore à confirmer : ${when}.`,
    },
    declined: {
      title: (title) => `Refusé : ${title}`,
      message: (organizer, quoted, when) => `${organizer} ne peut pas assurer ${quoted} : ${when}.`,
    },
    cancelled: {
      title: (title) => `Annulé : ${title}`,
      message: (quoted, when) => `${quoted} n’aura pas lieu : ${when}.`,
    },
    restored: {
      title: (title) => `A finalement lieu : ${title}`,
      message: (actor, quoted, when) => `${actor} a rétabli ${quoted}, qui a finalement lieu : ${when}.`,
    },
    withdrawn: {
      title: (title) => `Vous n’êtes plus attendu : ${title}`,
      message: (organizer, quoted, when) => `${organizer} a retiré votre invitation à ${quoted} : ${when}.`,
    },
    updated: {
      title: (title) => `Modifié : ${title}`,
      fields: { title: 'le titre', description: 'la description', location: 'le lieu' },
      message: (actor, fields, quoted, when) => `${actor} a modifié ${fields} de ${quoted} : ${when}.`,
    },
  },
});

export type BookingNoticeTexts = (typeof BOOKING_NOTICE_TEXTS)['en'];
