import { button, element } from './elements.js';
import { isFramed } from './framed.js';

/** Long enough to read what was booked. */
const PAUSE_MS = 5000;

/**
 * Says where the visitor goes on to, and goes there after a while. In a frame it is the page around that goes on.
 * @param {import('./texts.js').Say} say
 * @param {string} url
 * @param {boolean} goesByItself or only when it is pressed
 */
export function goingOn(say, url, goesByItself) {
  const link = element(
    'a',
    { href: url, target: isFramed ? '_top' : null, rel: 'noreferrer' },
    say('goOn', { site: new URL(url).host }),
  );
  if (!goesByItself) return element('p', null, link);
  const timer = setTimeout(() => link.click(), PAUSE_MS);
  const stay = button(say('stay'), () => {
    clearTimeout(timer);
    told.textContent = say('stayed');
    stay.remove();
    link.focus();
  });
  const told = element('span', { role: 'status' }, say('goesOn'));
  return element('p', { class: 'actions' }, told, link, stay);
}
