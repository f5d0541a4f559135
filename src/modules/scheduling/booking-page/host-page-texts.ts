import type { BookingStatus } from '../bookings/bookings.api.js';
import type { HostAnswer } from './answer-hosted-booking.dto.js';
import type { Language } from '../../../kernel/language.js';

export interface HostPageTexts {
  readonly title: string;
  readonly state: string;
  readonly states: Readonly<Record<BookingStatus, string>>;
  readonly reason: string;
  readonly when: string;
  readonly timeZone: string;
  readonly where: string;
  readonly guest: string;
  readonly seats: string;
  readonly notes: string;
  readonly guestNotes: string;
  readonly reasonFor: string;
  readonly buttons: Readonly<Record<HostAnswer, string>>;
  /** Success messages. */
  readonly done: Readonly<Record<HostAnswer, string>>;
  readonly move: string;
  readonly newTime: string;
  readonly now: string;
  readonly earlier: string;
  readonly later: string;
  readonly noTimes: string;
  readonly back: string;
  readonly notFree: string;
  readonly chooseTime: string;
  readonly sameTime: string;
  readonly changedMeanwhile: string;
  readonly told: string;
  readonly dead: string;
  readonly deadHelp: string;
}

export const HOST_PAGE_TEXTS: Readonly<Record<Language, HostPageTexts>> = {
  en: {
    title: 'A booking with you',
    state: 'State',
    states: {
      pending: 'Waits for your answer',
      confirmed: 'Confirmed',
      cancelled: 'Cancelled',
      declined: 'Declined',
    },
    reason: 'Reason',
    when: 'When',
    timeZone: 'Time zone',
    where: 'Where',
    guest: 'Guest',
    seats: 'Seats',
    notes: 'Notes',
    guestNotes: 'Notes of the guest',
    reasonFor: 'Reason, which the guest is told (optional)',
    buttons: {
      confirm: 'Confirm the booking',
      decline: 'Decline the booking',
      cancel: 'Cancel the booking',
      move: 'Move the booking',
    },
    done: {
      confirm: 'The booking is confirmed',
      decline: 'The booking is declined',
      cancel: 'The booking is cancelled',
      move: 'The booking is moved',
    },
    move: 'Move to another time',
    newTime: 'New time',
    now: 'Until now',
    earlier: 'Previous month',
    later: 'Next month',
    noTimes: 'There are no free times in this month.',
    back: 'Back to the booking',
    notFree: 'This time is not free any more. Please choose another.',
    chooseTime: 'Please choose a time.',
    sameTime: 'It takes place then already. Please choose another time.',
    changedMeanwhile: 'The booking has changed meanwhile, so nothing was done. This is how it is now.',
    told: 'Everybody who takes part is told by e-mail.',
    dead: 'This link does not work any more',
    deadHelp: 'The booking is over, or somebody else gives it now. Newer e-mails may have another link.',
  },
  fr: {
    title: 'Un rendez-vous avec vous',
    state: 'État',
    states: {
      pending: 'Attend votre réponse',
      confirmed: 'Confirmé',
      cancelled: 'Annulé',
      declined: 'Refusé',
    },
    reason: 'Motif',
    when: 'Quand',
    timeZone: 'Fuseau horaire',
    where: 'Où',
    guest: 'Invité',
    seats: 'Places',
    notes: 'Remarques',
    guestNotes: 'Remarques de l’invité',
    reasonFor: 'Motif, communiqué à l’invité (facultatif)',
    buttons: {
      confirm: 'Confirmer le rendez-vous',
      decline: 'Refuser le rendez-vous',
      cancel: 'Annuler le rendez-vous',
      move: 'Déplacer le rendez-vous',
    },
    done: {
      confirm: 'Le rendez-vous est confirmé',
      decline: 'Le rendez-vous est refusé',
      cancel: 'Le rendez-vous est annulé',
      move: 'Le rendez-vous est déplacé',
    },
    move: 'Changer d’horaire',
    newTime: 'Nouvel horaire',
    now: 'Jusqu’ici',
    earlier: 'Mois précédent',
    later: 'Mois suivant',
    noTimes: 'Aucun horaire libre ce mois-ci.',
    back: 'Retour au rendez-vous',
    notFree: 'Cet horaire n’est plus libre. Veuillez en choisir un autre.',
    chooseTime: 'Veuillez choisir un horaire.',
    sameTime: 'C’est déjà son horaire. Veuillez en choisir un autre.',
    changedMeanwhile: 'Le rendez-vous a changé entre-temps, rien n’a donc été fait. Voici son état actuel.',
    told: 'Tous les participants sont prévenus par e-mail.',
    dead: 'Ce lien ne fonctionne plus',
    deadHelp:
      'Le rendez-vous est passé, ou quelqu’un d’autre le donne. Un e-mail plus récent contient peut-être un autre lien.',
  },
};
