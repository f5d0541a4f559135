import { inLanguages } from '../../../kernel/language.js';

interface Failure {
  readonly code: string;
  readonly message: string;
}

/** By the code of what went wrong; the API shows the English words. */
const FRENCH_FAILURES: Readonly<Record<string, string>> = {
  internal_error: 'Une erreur s’est produite de notre côté.',
  bookable_not_yours: 'Vous ne gérez plus ce à quoi sert cet agenda.',
  url_lost: 'L’adresse ne peut plus être lue. Saisissez-la de nouveau.',
  http_status: 'Le serveur a répondu par une erreur.',
  not_a_calendar: 'Ce que l’adresse renvoie n’est pas un agenda (iCalendar, RFC 5545), ou il est endommagé.',
  too_many_events: 'L’agenda a plus de 20 000 événements.',
  too_many_occurrences: 'Des événements de l’agenda se répètent trop souvent.',
  takes_too_long: 'La lecture de l’agenda demande trop de temps ou de mémoire.',
  refused_url: 'L’adresse n’est pas de celles que l’on peut appeler.',
  refused_address: 'L’hôte n’a pas d’adresse sur l’internet public.',
  dns: 'L’hôte est introuvable.',
  connection: 'La connexion a échoué.',
  tls: 'Une connexion sécurisée n’est pas possible.',
  timeout: 'Aucune réponse complète n’est arrivée à temps.',
  redirect: 'L’adresse redirige trop souvent, ou nulle part.',
  too_large: 'La réponse est trop volumineuse.',
  encoding: 'Le codage de la réponse est endommagé, ou n’est pas celui qui était demandé.',
  protocol: 'La réponse n’est pas du HTTP.',
};

/** Texts of the in-app notification about an external calendar. */
export const CALENDAR_NOTICE_TEXTS = inLanguages({
  en: {
    title: (name: string) => `Your calendar ${name} cannot be read`,
    failure: ({ message }: Failure) => message,
    kept: 'The busy times that it told last are kept.',
  },
  fr: {
    title: (name) => `Votre agenda ${name} ne peut pas être lu`,
    failure: ({ code, message }) => FRENCH_FAILURES[code] ?? message,
    kept: 'Les dernières occupations connues sont conservées.',
  },
});
