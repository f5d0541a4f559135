import type { Language } from '../../../kernel/language.js';

/** Texts rendered by the server; the others are in `browser/texts.js`. */
export interface PageTexts {
  readonly language: string;
  readonly manage: string;
  readonly needsScript: string;
  /** To the same without a script. */
  readonly withoutScript: string;
  readonly notFound: string;
  readonly notFoundHelp: string;
}

export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = {
  en: {
    language: 'Language',
    manage: 'Your booking',
    needsScript: 'This page needs JavaScript. Please switch it on, or ask whoever sent you here for a time.',
    withoutScript: 'See the times and book without JavaScript',
    notFound: 'Nothing can be booked here',
    notFoundHelp: 'The address may be misspelt, or this offer has ended. Ask whoever gave you the address.',
  },
  fr: {
    language: 'Langue',
    manage: 'Votre rendez-vous',
    needsScript:
      'Cette page a besoin de JavaScript. Veuillez l’activer, ou demander un rendez-vous à la personne qui vous a donné ce lien.',
    withoutScript: 'Voir les horaires et réserver sans JavaScript',
    notFound: 'Aucun rendez-vous à cette adresse',
    notFoundHelp:
      'L’adresse est peut-être mal écrite, ou cette offre n’existe plus. Demandez à la personne qui vous l’a donnée.',
  },
};
