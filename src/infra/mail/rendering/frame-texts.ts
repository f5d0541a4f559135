import { inLanguages } from '../../../kernel/language.js';

/** What stands around every mail. */
export const FRAME_TEXTS = inLanguages({
  en: { stop: 'Stop these e-mails', orOpen: 'Or open this address:', colon: ':' },
  fr: { stop: 'Ne plus recevoir ces e-mails', orOpen: 'Ou ouvrez cette adresse :', colon: '\u00A0:' },
});
