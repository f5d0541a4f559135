import { inLanguages, type Language } from '../../kernel/language.js';
import { escapeHtml, plainPage } from '../pages/plain-page.js';
import type { ProblemDto } from './problem.dto.js';

const TEXTS = inLanguages({
  en: {
    invalid: ['That cannot be used', 'Go back, and look at what you have entered.'],
    missing: ['There is nothing here', 'The address is mistyped, or what was here is gone.'],
    limited: ['Too many requests', 'Wait a little, then go back and try again.'],
    failed: ['That did not work', 'It is not your fault. Go back, and try again in a few minutes.'],
    request: (id: string) => `If you ask for help, name the request ${id}.`,
  },
  fr: {
    invalid: ['Cela ne peut pas être utilisé', 'Revenez en arrière et vérifiez ce que vous avez saisi.'],
    missing: ['Il n’y a rien ici', 'L’adresse est mal écrite, ou ce qui était ici n’existe plus.'],
    limited: ['Trop de requêtes', 'Patientez un peu, puis revenez en arrière et réessayez.'],
    failed: [
      'Cela n’a pas fonctionné',
      'Ce n’est pas votre faute. Revenez en arrière et réessayez dans quelques minutes.',
    ],
    request: (id) => `Si vous demandez de l’aide, donnez le numéro de la requête : ${id}.`,
  },
});

/** A problem for whoever sees it in a browser instead of the page that was asked for. */
export function problemPage({ status, errors, requestId }: ProblemDto, language: Language): string {
  const texts = TEXTS[language];
  const [title = '', help = ''] = texts[kindOf(status)];
  const faults = (errors ?? []).map(({ field, message }) => `<li>${escapeHtml(`${field} ${message}`)}</li>`);
  const list = faults.length > 0 ? `<ul lang="en">${faults.join('')}</ul>` : '';
  const reference = status >= 500 ? `<p>${texts.request(escapeHtml(requestId))}</p>` : '';
  return plainPage(title, `<p>${help}</p>${list}${reference}`, language);
}

function kindOf(status: number): 'invalid' | 'missing' | 'limited' | 'failed' {
  if (status >= 500) return 'failed';
  if (status === 429) return 'limited';
  return [404, 405, 410].includes(status) ? 'missing' : 'invalid';
}
