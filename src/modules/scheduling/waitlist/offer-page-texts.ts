import { inLanguages } from '../../../kernel/language.js';

/** What the page of a link of the waitlist says. */
export const OFFER_PAGE_TEXTS = inLanguages({
  en: {
    accept: 'Book this time',
    leave: 'Leave the waitlist',
    waiting: 'You are on the waitlist',
    waitingHelp: 'As soon as a time is free you get an e-mail.',
    seatsOf: (count: number) => `${count} seats`,
    offered: 'A time is free for you',
    keptUntil: (moment: string) => `It is kept for you until ${moment}.`,
    accepted: 'Booked',
    acceptedHelp: 'The time is yours. A confirmation comes by e-mail.',
    over: 'You are not on the waitlist',
    overHelp: 'You have left it, or the time was not accepted before it was offered on.',
    dead: 'The link does not work',
    deadHelp: 'It may be incomplete, or too old.',
    obstacles: {
      event_type_archived: 'This cannot be booked any more.',
      duration_not_offered: 'What you waited for has another length now. You can join the waitlist again.',
      seats_not_offered: 'There are not so many seats any more. You can join the waitlist for fewer.',
      answers_not_valid: 'There are other questions now. You can join the waitlist again with answers to them.',
    },
  },
  fr: {
    accept: 'Réserver ce créneau',
    leave: 'Quitter la liste d’attente',
    waiting: 'Vous êtes sur la liste d’attente',
    waitingHelp: 'Dès qu’un créneau se libère, vous recevez un e-mail.',
    seatsOf: (count) => `${count} places`,
    offered: 'Un créneau est libre pour vous',
    keptUntil: (moment) => `Il vous est réservé jusqu’au ${moment}.`,
    accepted: 'C’est réservé',
    acceptedHelp: 'Le créneau est à vous. Une confirmation arrive par e-mail.',
    over: 'Vous n’êtes pas sur la liste d’attente',
    overHelp: 'Vous l’avez quittée, ou le créneau a été proposé à la personne suivante avant votre réponse.',
    dead: 'Le lien ne fonctionne pas',
    deadHelp: 'Il est peut-être incomplet, ou trop ancien.',
    obstacles: {
      event_type_archived: 'Cela ne peut plus être réservé.',
      duration_not_offered:
        'La durée de ce que vous attendiez a changé. Vous pouvez vous inscrire de nouveau sur la liste d’attente.',
      seats_not_offered:
        'Il n’y a plus autant de places. Vous pouvez vous inscrire sur la liste d’attente pour moins de places.',
      answers_not_valid:
        'Les questions ont changé. Vous pouvez vous inscrire de nouveau sur la liste d’attente en y répondant.',
    },
  },
});

export type OfferPageTexts = (typeof OFFER_PAGE_TEXTS)['en'];
