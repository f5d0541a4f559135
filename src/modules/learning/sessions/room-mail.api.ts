import { action, type Block, note } from '../../../infra/mail/rendering/document.js';
import { pageIn } from '../../../infra/mail/rendering/page-link.js';
import { inLanguages, type Language } from '../../../kernel/language.js';
import { isGuestPath, OPENS_BEFORE_MINUTES } from './booked/opening.js';

const TEXTS = inLanguages({
  en: {
    open: 'Open the room',
    opens: `Your link opens the room from ${OPENS_BEFORE_MINUTES} minutes before the start.`,
  },
  fr: {
    open: 'Ouvrir la salle',
    opens: `Votre lien ouvre la salle ${OPENS_BEFORE_MINUTES} minutes avant le début.`,
  },
});

/** How a mail about a booking leads into its room, and from when a guest comes in. @param url the reader’s own, if any */
export function roomBlocks(url: string | null | undefined, language: Language): Block[] {
  if (!url) return [];
  const { open, opens } = TEXTS[language];
  return [action(open, pageIn(language, url)), ...(isGuestPath(url) ? [note(opens)] : [])];
}
