import { inLanguages } from '../../../../kernel/language.js';

/** Texts that mails and notifications about requests to join share. */
export const JOINING_TEXTS = inLanguages({
  en: {
    roles: { facilitator: 'a facilitator', student: 'a student' },
    asked: {
      title: (organization: string) => `Somebody asks to join ${organization}`,
      message: (organization: string) => `People who ask to join ${organization} wait for your answer.`,
    },
    accepted: {
      title: (organization: string) => `You are admitted to ${organization}`,
      message: (organization: string, role: string) => `You are a member of ${organization} now, as ${role}.`,
    },
    declined: {
      title: (organization: string) => `Your request to join ${organization} was declined`,
      message: (organization: string, role: string) => `You asked to join ${organization} as ${role}. It was declined.`,
    },
  },
  fr: {
    roles: { facilitator: 'enseignant', student: 'étudiant' },
    asked: {
      title: (organization) => `Demande d’admission : ${organization}`,
      message: (organization) => `Des personnes demandent à rejoindre ${organization} et attendent votre réponse.`,
    },
    accepted: {
      title: (organization) => `Admission : ${organization}`,
      message: (organization, role) => `Vous êtes maintenant membre de ${organization}, en tant qu’${role}.`,
    },
    declined: {
      title: (organization) => `Demande refusée : ${organization}`,
      message: (organization, role) =>
        `Vous avez demandé à rejoindre ${organization} en tant qu’${role}. La demande a été refusée.`,
    },
  },
});
