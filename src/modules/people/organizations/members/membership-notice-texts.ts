import { inLanguages } from '../../../../kernel/language.js';

/** Texts of in-app notifications about organizations and who belongs to them. */
export const MEMBERSHIP_NOTICE_TEXTS = inLanguages({
  en: {
    roles: { owner: 'owner', admin: 'admin', member: 'member' },
    courseRoles: { manager: 'manager', facilitator: 'facilitator', student: 'student' },
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
    courses: {
      title: (roles: readonly string[], name: string) =>
        roles.length === 0 ? `You are out of the courses of ${name}` : `In the courses of ${name}: ${roles.join(', ')}`,
      message: (actor: string, roles: readonly string[], name: string) =>
        roles.length === 0
          ? `${actor} took your roles in the courses of ${name}.`
          : `${actor} changed what you are in the courses of ${name} to ${roles.join(', ')}.`,
    },
    transferred: {
      title: (name: string) => `You are owner of ${name}`,
      message: (actor: string, name: string) => `${actor} transferred the ownership of ${name} to you.`,
    },
    removed: {
      title: (name: string) => `You left ${name}`,
      message: (actor: string, name: string) => `${actor} removed you from ${name}.`,
    },
    left: {
      title: (actor: string, name: string) => `${actor} left ${name}`,
      message: (actor: string, name: string) => `${actor} is a member of ${name} no more.`,
    },
    declined: {
      title: (name: string) => `Invitation to ${name} declined`,
      message: (email: string, name: string) => `${email} declined your invitation to ${name}.`,
    },
    pageRemoved: {
      title: (name: string) => `${name} has no public page any more`,
      message: (actor: string, name: string) =>
        `${actor}, who administers the installation, took the public page of ${name} away.`,
    },
    invited: {
      title: (name: string) => `Invitation to ${name}`,
      message: (inviter: string, role: string, name: string) =>
        `${inviter} invites you to ${name} as ${role}. Accept it among your invitations, or by the link in your mailbox.`,
    },
  },
  fr: {
    roles: { owner: 'propriétaire', admin: 'administrateur', member: 'membre' },
    courseRoles: { manager: 'gestionnaire', facilitator: 'enseignant', student: 'étudiant' },
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
    courses: {
      title: (roles, name) =>
        roles.length === 0
          ? `Vous n’êtes plus dans les cours de ${name}`
          : `Dans les cours de ${name} : ${roles.join(', ')}`,
      message: (actor, roles, name) =>
        roles.length === 0
          ? `${actor} vous a retiré vos rôles dans les cours de ${name}.`
          : `${actor} a changé vos rôles dans les cours de ${name} : ${roles.join(', ')}.`,
    },
    transferred: {
      title: (name) => `Vous êtes propriétaire de ${name}`,
      message: (actor, name) => `${actor} vous a transféré la propriété de ${name}.`,
    },
    removed: {
      title: (name) => `Vous avez quitté ${name}`,
      message: (actor, name) => `${actor} vous a retiré de ${name}.`,
    },
    left: {
      title: (actor, name) => `${actor} a quitté ${name}`,
      message: (actor, name) => `${actor} n’est plus membre de ${name}.`,
    },
    declined: {
      title: (name) => `Invitation à rejoindre ${name} refusée`,
      message: (email, name) => `${email} a refusé votre invitation à rejoindre ${name}.`,
    },
    pageRemoved: {
      title: (name) => `${name} n’a plus de page publique`,
      message: (actor, name) => `${actor}, qui administre l’installation, a retiré la page publique de ${name}.`,
    },
    invited: {
      title: (name) => `Invitation à rejoindre ${name}`,
      message: (inviter, role, name) =>
        `${inviter} vous invite à rejoindre ${name} en tant que ${role}. Acceptez parmi vos invitations, ou par le lien dans votre messagerie.`,
    },
  },
});

export type MembershipNoticeTexts = (typeof MEMBERSHIP_NOTICE_TEXTS)['en'];
