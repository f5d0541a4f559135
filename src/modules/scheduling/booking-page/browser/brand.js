import { element } from './elements.js';

/**
 * Shows logo and colour of an organization, for pages that know only from the API whose they are.
 * @param {import('./api.js').Brand} brand
 */
export function showBrand({ name, color, logoUrl }) {
  if (color) {
    const href = `/book/assets/colours/${color.slice(1)}.css`;
    document.head.append(element('link', { rel: 'stylesheet', href }));
  }
  if (logoUrl) {
    // By whichever address of this server the page was opened.
    const src = new URL(logoUrl).pathname;
    document.querySelector('main')?.prepend(element('img', { class: 'logo', src, alt: name }));
  }
}
