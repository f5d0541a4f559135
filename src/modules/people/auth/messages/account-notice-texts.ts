import { inLanguages } from '../../../../kernel/language.js';

/** Texts of in-app notifications to people about their own account; the mails about the same news are in `mails/`. */
export const ACCOUNT_NOTICE_TEXTS = inLanguages({
  en: {
    administrator: 'An administrator',
    welcome: { title: 'Welcome to Lyceum', message: 'Your account is ready.' },
    password: { title: 'Your password was changed', message: 'If that was not you, reset it now.' },
    reuse: {
      title: 'A login session was ended',
      message: 'A refresh token was used twice, so somebody may have copied it.',
    },
    keyCreated: {
      title: 'An API key was made with your account',
      message: 'If that was not you, set a new password now and revoke the key.',
    },
    keyExpiring: {
      title: 'An API key of yours ends soon',
      message: 'Rotate it before, so that the app that has it goes on working.',
    },
    email: {
      title: 'Your e-mail address was changed',
      message:
        'You sign in with the new address. If that was not you, take the old one back by the link in its mailbox.',
    },
    sessionsEnded: (actor: string, count: number) => ({
      title: 'You were signed out',
      message:
        count === 1 ? `${actor} ended a login session of yours.` : `${actor} ended ${count} login sessions of yours.`,
    }),
    username: (actor: string) => ({
      title: 'Your username was changed',
      message: `${actor} changed your username, by which you sign in. Your profile shows it.`,
    }),
    noUsername: (actor: string) => ({
      title: 'You have no username any more',
      message: `${actor} took your username away. Sign in with your e-mail address.`,
    }),
    picture: (actor: string) => ({
      title: 'Your picture was changed',
      message: `${actor} changed or removed your picture.`,
    }),
    page: (actor: string) => ({
      title: 'Your public page was changed',
      message: `${actor} changed the address of your public page or took the page away. Your profile shows it.`,
    }),
    roles: { user: 'user', moderator: 'moderator', admin: 'admin' },
    role: (actor: string, role: string) => ({
      title: `Your role is ${role}`,
      message: `${actor} changed your role to ${role}.`,
    }),
    deactivated: (actor: string) => ({
      title: 'Your account was deactivated',
      message: `${actor} deactivated your account.`,
    }),
    reactivated: (actor: string) => ({
      title: 'Your account is active again',
      message: `${actor} reactivated your account.`,
    }),
  },
  fr: {
    administrator: 'Un administrateur',
    welcome: { title: 'Bienvenue sur Lyceum', message: 'Votre compte est prêt.' },
    password: {
      title: 'Votre mot de passe a été modifié',
      message: 'Si ce n’était pas vous, réinitialisez-le maintenant.',
    },
    reuse: {
      title: 'Une session a été fermée',
      message: 'Un jeton de renouvellement a servi deux fois : quelqu’un l’a peut-être copié.',
    },
    keyCreated: {
      title: 'Une clé d’API a été créée avec votre compte',
      message: 'Si ce n’était pas vous, choisissez un nouveau mot de passe maintenant et révoquez la clé.',
    },
    keyExpiring: {
      title: 'Une de vos clés d’API expire bientôt',
      message: 'Renouvelez-la avant, pour que l’application qui l’utilise continue de fonctionner.',
    },
    email: {
      title: 'Votre adresse e-mail a été modifiée',
      message:
        'Vous vous connectez avec la nouvelle adresse. Si ce n’était pas vous, reprenez l’ancienne par le lien dans sa messagerie.',
    },
    sessionsEnded: (actor, count) => ({
      title: 'Vous avez été déconnecté',
      message: count === 1 ? `${actor} a fermé une de vos sessions.` : `${actor} a fermé ${count} de vos sessions.`,
    }),
    username: (actor) => ({
      title: 'Votre nom d’utilisateur a été changé',
      message: `${actor} a changé votre nom d’utilisateur, avec lequel vous vous connectez. Votre profil l’affiche.`,
    }),
    noUsername: (actor) => ({
      title: 'Vous n’avez plus de nom d’utilisateur',
      message: `${actor} a retiré votre nom d’utilisateur. Connectez-vous avec votre adresse e-mail.`,
    }),
    picture: (actor) => ({
      title: 'Votre photo a été changée',
      message: `${actor} a changé ou retiré votre photo.`,
    }),
    page: (actor) => ({
      title: 'Votre page publique a été changée',
      message: `${actor} a changé l’adresse de votre page publique ou retiré la page. Votre profil l’affiche.`,
    }),
    roles: { user: 'utilisateur', moderator: 'modérateur', admin: 'administrateur' },
    role: (actor, role) => ({
      title: `Votre rôle : ${role}`,
      message: `${actor} a changé votre rôle, qui est maintenant : ${role}.`,
    }),
    deactivated: (actor) => ({
      title: 'Votre compte a été désactivé',
      message: `${actor} a désactivé votre compte.`,
    }),
    reactivated: (actor) => ({
      title: 'Votre compte est de nouveau actif',
      message: `${actor} a réactivé votre compte.`,
    }),
  },
});

export type AccountNoticeTexts = (typeof ACCOUNT_NOTICE_TEXTS)['en'];
