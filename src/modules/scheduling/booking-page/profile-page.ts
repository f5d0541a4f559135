import { escapeHtml } from '../../../infra/pages/plain-page.js';
import { inLanguages, type Language, LOCALES } from '../../../kernel/language.js';
import type { ListedEventType, PublicProfile } from '../event-types/public-profiles.api.js';
import { lengthsIn } from './lengths.js';
import { logoMarkup, portraitMarkup } from './page-brand.js';
import { pageDocument } from './page-document.js';

/** In what links to the page say of it. */
const MOST_TITLES = 5;

const TEXTS = inLanguages({
  en: {
    timeZone: 'Time zone:',
    offers: 'What you can book',
    none: 'Nothing can be booked here at the moment. Come back later, or ask for a time in another way.',
    missing: 'There is no such page',
    missingHelp: 'The address may be misspelt, or the page is gone. Ask whoever gave you the address.',
  },
  fr: {
    timeZone: 'Fuseau horaire\u00a0:',
    offers: 'Ce que vous pouvez réserver',
    none: 'Rien ne peut être réservé ici pour le moment. Revenez plus tard, ou demandez un rendez-vous autrement.',
    missing: 'Cette page n’existe pas',
    missingHelp:
      'L’adresse est peut-être mal écrite, ou la page n’existe plus. Demandez à la personne qui vous l’a donnée.',
  },
});

/** The public event types of a person or an organization, each with a link to its booking page. Works without a script. */
export function profilePage(profile: PublicProfile, language: Language, query: string, publicUrl: string): string {
  const texts = TEXTS[language];
  const { name, description, slug, timeZone, brand, picture, eventTypes } = profile;
  const zone = timeZone && `<p class="quiet">${texts.timeZone} ${escapeHtml(timeZone.replaceAll('_', ' '))}</p>`;
  const items = eventTypes.map((type) => itemOf(type, language));
  const list = items.length > 0 ? `<ul class="offers">${items.join('\n')}</ul>` : `<p>${texts.none}</p>`;
  return pageDocument({
    language,
    title: name,
    brand,
    person: { name, picture },
    picture: faceOf(profile),
    description,
    summary: titlesIn(language, eventTypes),
    // Without an offer it would be a page of anybody's words in the name of the installation.
    isPublic: eventTypes.length > 0,
    body: `${zone ?? ''}\n<h2>${texts.offers}</h2>\n${list}`,
    query,
    url: `${publicUrl}/book/@${slug}`,
  });
}

/** Logo, picture or initials; the name stands beside it. */
function faceOf({ name, brand, picture }: PublicProfile): string {
  if (brand?.logo) return logoMarkup(brand.logo, '');
  if (picture) return portraitMarkup(picture, '');
  return `<span class="initials" aria-hidden="true">${escapeHtml(initialsOf(name))}</span>`;
}

export function missingProfilePage(language: Language): string {
  const { missing, missingHelp } = TEXTS[language];
  return pageDocument({ language, title: missing, message: missingHelp });
}

/** `Ada King Lovelace` -> `AL` */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  const segmenter = new Intl.Segmenter();
  const first = (word = '') => [...segmenter.segment(word)][0]?.segment ?? '';
  return ends.map(first).join('').toUpperCase();
}

function itemOf({ slug, title, description, durations }: ListedEventType, language: Language): string {
  const address = `/book/${encodeURIComponent(slug)}?lang=${language}`;
  const about = description ? `<p class="description">${escapeHtml(description)}</p>` : '';
  return `<li><h3><a href="${address}">${escapeHtml(title)}</a></h3>
<p class="quiet">${lengthsIn(language, durations)}</p>${about}</li>`;
}

/** The first few. */
function titlesIn(language: Language, types: readonly ListedEventType[]): string {
  return new Intl.ListFormat(LOCALES[language]).format(types.slice(0, MOST_TITLES).map(({ title }) => title));
}
