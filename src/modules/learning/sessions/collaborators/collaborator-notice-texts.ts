import { inLanguages } from '../../../../kernel/language.js';

/** Texts of in-app notifications about rooms and who belongs to them. */
export const COLLABORATOR_NOTICE_TEXTS = inLanguages({
  en: {
    roles: { viewer: 'viewer', editor: 'editor', admin: 'admin' },
    shared: {
      title: (room: string) => `You are in ${room}`,
      message: (actor: string, role: string, room: string) =>
        `${actor} added you to the coding session ${room} as ${role}.`,
    },
    joined: {
      title: (actor: string, room: string) => `${actor} joined ${room}`,
      message: (actor: string, room: string) => `${actor} came into your coding session ${room}.`,
    },
    role: {
      title: (role: string, room: string) => `You are ${role} in ${room}`,
      message: (actor: string, role: string, room: string) =>
        `${actor} changed your role in the coding session ${room} to ${role}.`,
    },
    removed: {
      title: (room: string) => `You left ${room}`,
      message: (actor: string, room: string) => `${actor} removed you from the coding session ${room}.`,
    },
    transferred: {
      title: (room: string) => `You are owner of ${room}`,
      message: (actor: string, room: string) => `${actor} transferred the coding session ${room} to you.`,
    },
    unpublished: {
      title: (room: string) => `${room} is private now`,
      message: (room: string, reason: string) =>
        `An administrator made the coding session ${room} private. Strangers find it no more. Reason: ${reason}`,
    },
  },
  fr: {
    roles: { viewer: 'lecteur', editor: 'éditeur', admin: 'administrateur' },
    shared: {
      title: (room) => `Vous êtes dans ${room}`,
      message: (actor, role, room) =>
        `${actor} vous a ajouté à la séance de programmation ${room} en tant que ${role}.`,
    },
    joined: {
      title: (actor, room) => `${actor} a rejoint ${room}`,
      message: (actor, room) => `${actor} est entré dans votre séance de programmation ${room}.`,
    },
    role: {
      title: (role, room) => `Votre rôle dans ${room} : ${role}`,
      message: (actor, role, room) =>
        `${actor} a changé votre rôle dans la séance de programmation ${room}, qui est maintenant : ${role}.`,
    },
    removed: {
      title: (room) => `Vous avez quitté ${room}`,
      message: (actor, room) => `${actor} vous a retiré de la séance de programmation ${room}.`,
    },
    transferred: {
      title: (room) => `Vous êtes propriétaire de ${room}`,
      message: (actor, room) => `${actor} vous a transféré la séance de programmation ${room}.`,
    },
    unpublished: {
      title: (room) => `${room} est désormais privée`,
      message: (room, reason) =>
        `Un administrateur a rendu privée la séance de programmation ${room}. Les autres ne la trouvent plus. Motif : ${reason}`,
    },
  },
});
