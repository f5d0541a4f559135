import { inLanguages } from '../../../../kernel/language.js';

/** Texts of in-app notifications about organizations and who belongs to them. */
export const MEMBERSHIP_NOTICE_TEXTS = inLanguages({
  en: {
    roles: { owner: 'owner', admin: 'admin', member: 'member' },
    deleted: {
      title: (organization: string) => `${organization} was deleted`,
      message: (actor: string, organization: string) => `${actor} deleted the organization ${organization}.`,
    },
    renamed: {
      title: (former: string, name: string) => `${former} is ${name} now`,
      message: (actor: string, former: string, name: string) =>
        `${actor} renamed the organization ${former} to ${name}.`,
    },
    joined: {
      title: (actor: string, name: string) => `${actor} joined ${name}`,
      message: (actor: string, name: string) => `${actor} accepted your invitation to ${name}.`,
    },
    role: {
      title: (role: string, name: string) => `You are ${role} of ${name}`,
      message: (actor: string, role: string, name: string) => `${actor} changed your role in ${name} to ${role}.`,
    },
    transferred: {
      title: (name: string) => `You are owner of ${name}`,
      message: (actor: string, name: string) => `${actor} transferred the ownership of ${name} to you.`,
    },
    removed: {
      title: (name: string) => `You left ${name}`,
      message: (actor: string, name: string) => `${actor} removed you from ${name}.`,
    },
    invited: {
      title: (name: string) => `Invitation to ${name}`,
      message: (inviter: string, role: string, name: string) =>
        `${inviter} invites you to ${name} as ${role}. Accept it among your invitations, or by the link in your mailbox.`,
    },
  },
  fr: {
    roles: { owner: 'propriétaire', admin: 'administrateur', member: 'membre' },
    deleted: {
      title: (organization) => `${organization} a été supprimée`,
      message: (actor, organization) => `${actor} a supprimé l’organisation ${organization}.`,
    },
    renamed: {
      title: (former, name) => `${former} s’appelle maintenant ${name}`,
      message: (actor, former, name) => `${actor} a renommé l’organisation ${former} en ${name}.`,
    },
    joined: {
      title: (actor, name) => `${actor} a rejoint ${name}`,
      message: (actor, name) => `${actor} a accepté votre invitation à rejoindre ${name}.`,
    },
    role: {
      title: (role, name) => `Votre rôle dans ${name} : ${role}`,
      message: (actor, role, name) => `${actor} a changé votre rôle dans ${name}, qui est maintenant : ${role}.`,
    },
    transferred: {
      title: (name) => `Vous êtes propriétaire de ${name}`,
      message: (actor, name) => `${actor} vous a transféré la propriété de ${name}.`,
    },
    removed: {
      title: (name) => `Vous avez quitté ${name}`,
      message: (actor, name) => `${actor} vous a retiré de ${name}.`,
    },
    invited: {
      title: (name) => `Invitation à rejoindre ${name}`,
      message: (inviter, role, name) =>
        `${inviter} vous invite à rejoindre ${name} en tant que ${role}. Acceptez parmi vos invitations, ou par le lien dans votre messagerie.`,
    },
  },
});

export type MembershipNoticeTexts = (typeof MEMBERSHIP_NOTICE_TEXTS)['en'];
