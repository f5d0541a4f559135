import { inLanguages } from '../../../../kernel/language.js';
import type { InvitedRole } from './invitation.rules.js';

/** Texts of the page of an invitation. Names and addresses have gone through `escapeHtml`. */
export const INVITATION_PAGE_TEXTS = inLanguages({
  en: {
    title: (organization: string) => `Join ${organization}`,
    invites: (inviter: string, organization: string, role: InvitedRole) =>
      `${inviter} invites you to ${organization} as ${role}.`,
    account: (address: string) => `It is for the account with the address ${address}.`,
    password: 'Password of your account',
    accept: 'Accept the invitation',
    unknown: 'You do not know it, or never set one?',
    reset: 'Set a new password',
    resetMeans: 'then open the link of the invitation again.',
    newAccount: (address: string) => `Make an account for the address ${address}, and you are a member at once.`,
    name: 'Your name',
    newPassword: 'Choose a password',
    rules: 'At least 8 characters, and not a common password.',
    join: 'Make the account and join',
    problems: {
      wrongPassword: 'The password is wrong.',
      throttled: 'Too many sign-ins have failed. Wait a little, and try again.',
      deactivated: 'The account is deactivated.',
      tooCommon: 'The password is too easy to guess.',
      taken: 'The address belongs to an account already. If yours has another by now, ask for an invitation to that.',
      noAccount: 'There is no account with this address any more.',
    },
    welcome: 'Welcome',
    member: (organization: string) => `You are a member of ${organization}.`,
    signIn: 'Sign in',
    dead: 'The link does not work any more',
    deadHelp: 'It was used or has expired. Ask for a new invitation.',
  },
  fr: {
    title: (organization) => `Rejoindre ${organization}`,
    invites: (inviter, organization, role) =>
      `${inviter} vous invite à rejoindre ${organization} en tant que ${role === 'admin' ? 'administrateur' : 'membre'}.`,
    account: (address) => `L’invitation est pour le compte qui a l’adresse ${address}.`,
    password: 'Mot de passe de votre compte',
    accept: 'Accepter l’invitation',
    unknown: 'Vous ne le connaissez pas, ou n’en avez jamais défini ?',
    reset: 'Définissez un nouveau mot de passe',
    resetMeans: 'puis ouvrez de nouveau le lien de l’invitation.',
    newAccount: (address) => `Créez un compte pour l’adresse ${address} : vous serez aussitôt membre.`,
    name: 'Votre nom',
    newPassword: 'Choisissez un mot de passe',
    rules: 'Au moins 8 caractères, et pas un mot de passe courant.',
    join: 'Créer le compte et rejoindre',
    problems: {
      wrongPassword: 'Le mot de passe est faux.',
      throttled: 'Trop de tentatives de connexion ont échoué. Patientez un peu, puis réessayez.',
      deactivated: 'Le compte est désactivé.',
      tooCommon: 'Le mot de passe est trop facile à deviner.',
      taken:
        'L’adresse appartient déjà à un compte. Si le vôtre en a une autre désormais, demandez une invitation à celle-ci.',
      noAccount: 'Il n’y a plus de compte avec cette adresse.',
    },
    welcome: 'Bienvenue',
    member: (organization) => `Vous êtes membre de ${organization}.`,
    signIn: 'Se connecter',
    dead: 'Le lien ne fonctionne plus',
    deadHelp: 'Il a été utilisé ou a expiré. Demandez une nouvelle invitation.',
  },
});
