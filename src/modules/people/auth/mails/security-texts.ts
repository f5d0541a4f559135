import { inLanguages } from '../../../../kernel/language.js';

/** Texts shared by the security notices. */
export const SECURITY_TEXTS = inLanguages({
  en: {
    when: 'When',
    ipAddress: 'IP address',
    newPassword: 'Choose a new password',
    reason: 'You receive every security notice about your account; they cannot be switched off.',
  },
  fr: {
    when: 'Quand',
    ipAddress: 'Adresse IP',
    newPassword: 'Choisir un nouveau mot de passe',
    reason:
      'Vous recevez ce message car il concerne la sécurité de votre compte ; ces messages ne peuvent pas être désactivés.',
  },
});
