import { inLanguages } from '../../../../kernel/language.js';

/** Texts of the page; `name` is the kind of mail within a sentence. */
export const UNSUBSCRIBE_PAGE_TEXTS = inLanguages({
  en: {
    title: 'Stop e-mails',
    done: 'Done',
    getting: (name: string) => `You get ${name} by e-mail.`,
    resumed: (name: string) => `You get ${name} by e-mail again.`,
    stopped: (name: string) => `You do not get ${name} by e-mail any more.`,
    stop: 'Stop these e-mails',
    resume: 'Send them again',
    dead: 'The link does not work',
    deadHelp: 'It is not complete. Open it from the e-mail.',
  },
  fr: {
    title: 'Ne plus recevoir d’e-mails',
    done: 'C’est fait',
    getting: (name) => `Vous recevez ${name} par e-mail.`,
    resumed: (name) => `Vous recevez de nouveau ${name} par e-mail.`,
    stopped: (name) => `Vous ne recevez plus ${name} par e-mail.`,
    stop: 'Ne plus recevoir ces e-mails',
    resume: 'Les recevoir de nouveau',
    dead: 'Le lien ne fonctionne pas',
    deadHelp: 'Il est incomplet. Ouvrez-le depuis l’e-mail.',
  },
});
