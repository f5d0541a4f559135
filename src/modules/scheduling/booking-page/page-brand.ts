import { escapeHtml } from '../../../infra/pages/plain-page.js';
import type { PictureRecord } from '../../../infra/pictures/picture-file.js';
import { type Brand, logoPath } from '../../people/organizations/brands.api.js';
import { picturePath, type Portrait } from '../../people/users/users.api.js';
import { PAGE_FILES_PREFIX } from './page-files.js';
import { colourSheetPath } from './page-colours.js';

/** Picture of links to pages without a logo, in pixels. */
const PICTURE = { file: 'share.png', width: 1200, height: 630 };

/** @param alt empty where the name stands beside it */
export function logoMarkup(logo: PictureRecord, alt: string): string {
  return imageMarkup('logo', logoPath(logo), logo, alt);
}

/** @param alt empty where the name stands beside it */
export function portraitMarkup(picture: PictureRecord, alt: string): string {
  return imageMarkup('portrait', picturePath(picture), picture, alt);
}

function imageMarkup(kind: string, path: string, { width, height }: PictureRecord, alt: string): string {
  return `<img class="${kind}" src="${escapeHtml(path)}" alt="${escapeHtml(alt)}" width="${width}" height="${height}">\n`;
}

/** The style sheet of the colour. */
export function colourMarkup(brand: Brand | null | undefined): string {
  return brand?.color ? `<link rel="stylesheet" href="${colourSheetPath(brand.color)}">` : '';
}

/** Whose page it is: of an organization, or of a person. */
export interface Presented {
  readonly brand?: Brand | null;
  readonly person?: Pick<Portrait, 'name' | 'picture'> | null;
}

/** What links to a page show as its picture (ogp.me). @param url of the page */
export function sharedPicture({ brand, person }: Presented, url: string): (readonly [string, string])[] {
  const { address, width, height, alt } = pictureOf({ brand, person }, url);
  return [
    ['og:image', address],
    ['og:image:width', String(width)],
    ['og:image:height', String(height)],
    ['og:image:alt', alt],
  ];
}

function pictureOf({ brand, person }: Presented, url: string) {
  if (brand?.logo && brand.logoUrl) return { ...brand.logo, address: brand.logoUrl, alt: brand.name };
  if (person?.picture) return { ...person.picture, address: person.picture.url, alt: person.name };
  return { ...PICTURE, address: new URL(`${PAGE_FILES_PREFIX}${PICTURE.file}`, url).href, alt: 'Lyceum' };
}
