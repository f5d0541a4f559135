import { inLanguages } from '../../../../kernel/language.js';

/** Texts of the account pages. */
export const ACCOUNT_PAGE_TEXTS = inLanguages({
  en: {
    password: 'Password',
    newPassword: 'New password',
    rules: 'At least 8 characters, and not a common password.',
    setPassword: 'Set the password',
    done: 'Done',
    verify: {
      title: 'Confirm your address',
      help: 'Enter the password of your account to confirm that this e-mail address is yours.',
      button: 'Confirm my address',
      stranger: 'You did not make this account, or do not know its password?',
      reset: 'Set a new password',
      resetMeans: ': then the account is yours alone, and whoever made it is signed out.',
      thanks: 'Thank you',
      done: 'Your e-mail address is confirmed.',
    },
    change: {
      title: 'Use this address',
      help: 'Enter the password of your account to use this e-mail address for it from now on.',
      done: 'Your account has this e-mail address now. Sign in with it.',
    },
    reset: {
      title: 'Set a new password',
      endsAccess:
        'Somebody else may know my old password: end my API keys, calendar feeds, webhooks and external calendars as well',
      done: 'Your password is set. Sign in with it.',
    },
    revert: {
      title: 'Take your account back',
      help: 'The account gets this e-mail address again. Set a new password: every sign-in, calendar feed, webhook and external calendar ends.',
      done: 'The account is yours again. Sign in with this address and the new password.',
    },
    forgot: {
      title: 'Reset your password',
      email: 'E-mail address',
      button: 'Send me a link',
      sent: 'Look into your mailbox',
      done: 'If the address belongs to an account, an e-mail is on its way.',
    },
    dead: 'The link does not work any more',
    deadHelp: 'It was used or has expired. Ask for a new one.',
  },
  fr: {
    password: 'Mot de passe',
    newPassword: 'Nouveau mot de passe',
    rules: 'Au moins 8 caractères, et pas un mot de passe courant.',
    setPassword: 'Définir le mot de passe',
    done: 'C’est fait',
    verify: {
      title: 'Confirmez votre adresse',
      help: 'Saisissez le mot de passe de votre compte pour confirmer que cette adresse e-mail est la vôtre.',
      button: 'Confirmer mon adresse',
      stranger: 'Vous n’avez pas créé ce compte, ou vous ne connaissez pas son mot de passe ?',
      reset: 'Définissez un nouveau mot de passe',
      resetMeans: ' : le compte n’appartient alors qu’à vous, et la personne qui l’a créé est déconnectée.',
      thanks: 'Merci',
      done: 'Votre adresse e-mail est confirmée.',
    },
    change: {
      title: 'Utiliser cette adresse',
      help: 'Saisissez le mot de passe de votre compte pour qu’il utilise désormais cette adresse e-mail.',
      done: 'Votre compte a maintenant cette adresse e-mail. Connectez-vous avec elle.',
    },
    reset: {
      title: 'Définir un nouveau mot de passe',
      endsAccess:
        'Quelqu’un d’autre connaît peut-être mon ancien mot de passe : mettre fin aussi à mes clés d’API, flux d’agenda, webhooks et agendas externes',
      done: 'Votre mot de passe est défini. Connectez-vous avec lui.',
    },
    revert: {
      title: 'Reprendre votre compte',
      help: 'Le compte retrouve cette adresse e-mail. Définissez un nouveau mot de passe : toutes les sessions, tous les flux d’agenda, webhooks et agendas externes prennent fin.',
      done: 'Le compte est de nouveau à vous. Connectez-vous avec cette adresse et le nouveau mot de passe.',
    },
    forgot: {
      title: 'Réinitialiser votre mot de passe',
      email: 'Adresse e-mail',
      button: 'M’envoyer un lien',
      sent: 'Regardez dans votre messagerie',
      done: 'Si l’adresse appartient à un compte, un e-mail est en route.',
    },
    dead: 'Le lien ne fonctionne plus',
    deadHelp: 'Il a été utilisé ou a expiré. Demandez-en un nouveau.',
  },
});
