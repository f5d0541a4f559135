import { inLanguages } from '../../../../kernel/language.js';

/** Texts of in-app notifications to those who become hosts of an event type, or are it no more. */
export const HOST_NOTICE_TEXTS = inLanguages({
  en: {
    added: {
      title: (type: string) => `You are a host of ${type}`,
      message: (actor: string, type: string) => `${actor} made you a host of ${type}: it can be booked with you.`,
    },
    removed: {
      title: (type: string) => `You are a host of ${type} no more`,
      message: (actor: string, type: string) =>
        `${actor} took you off the hosts of ${type}. Bookings that you give stay yours.`,
    },
  },
  fr: {
    added: {
      title: (type) => `Vous êtes hôte de ${type}`,
      message: (actor, type) => `${actor} vous a ajouté aux hôtes de ${type} : on peut le réserver avec vous.`,
    },
    removed: {
      title: (type) => `Vous n’êtes plus hôte de ${type}`,
      message: (actor, type) => `${actor} vous a retiré des hôtes de ${type}. Vos réservations restent les vôtres.`,
    },
  },
});
