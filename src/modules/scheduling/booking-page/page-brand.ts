import { escapeHtml } from '../../../infra/pages/plain-page.js';
import { type Brand, logoPath, type LogoRecord } from '../../people/organizations/brands.api.js';
import { PAGE_FILES_PREFIX } from './page-files.js';
import { colourSheetPath } from './page-colours.js';

/** Picture of links to pages without a logo, in pixels. */
const PICTURE = { file: 'share.png', width: 1200, height: 630 };

/** @param alt empty where the name stands beside it */
export function logoMarkup(logo: LogoRecord, alt: string): string {
  const { width, height } = logo;
  return `<img class="logo" src="${escapeHtml(logoPath(logo))}" alt="${escapeHtml(alt)}" width="${width}" height="${height}">\n`;
}

/** The style sheet of the colour. */
export function colourMarkup(brand: Brand | null | undefined): string {
  return brand?.color ? `<link rel="stylesheet" href="${colourSheetPath(brand.color)}">` : '';
}

/** What links to a page show as its picture (ogp.me). @param url of the page */
export function sharedPicture(brand: Brand | null | undefined, url: string): (readonly [string, string])[] {
  const { logo, logoUrl, name = 'Lyceum' } = brand ?? {};
  const [address, { width, height }] =
    logo && logoUrl ? [logoUrl, logo] : [new URL(`${PAGE_FILES_PREFIX}${PICTURE.file}`, url).href, PICTURE];
  return [
    ['og:image', address],
    ['og:image:width', String(width)],
    ['og:image:height', String(height)],
    ['og:image:alt', logo ? name : 'Lyceum'],
  ];
}
