import type { MailBrand } from '../../../infra/mail/rendering/document.js';
import type { PictureContent, PictureRecord } from '../../../infra/pictures/picture-file.js';

/** How an organization looks where strangers see it. */
export interface Brand {
  readonly name: string;
  /** `#rrggbb`, in lower case. */
  readonly color: string | null;
  readonly logo: PictureRecord | null;
  /** Address of the logo. */
  readonly logoUrl: string | null;
}

/** Where logos are served: they are public, and stay as they are. */
export const LOGOS_PATH = '/logos/';

export const logoPath = ({ file }: Pick<PictureRecord, 'file'>): string => `${LOGOS_PATH}${file}`;

/** What answers for strangers have of it. */
export type PublicBrand = Pick<Brand, 'name' | 'color' | 'logoUrl'>;

export function publicBrand({ name, color, logoUrl }: Brand): PublicBrand {
  return { name, color, logoUrl };
}

/** What mails have of it. */
export function mailBrand({ name, color, logo }: Brand): MailBrand {
  return { name, color, logo };
}

export abstract class BrandsApi {
  /** By the organization's id, in one query; without those that are unknown. */
  abstract of(organizationIds: readonly string[]): Promise<ReadonlyMap<string, Brand>>;
  /** Of what may have none. */
  abstract ofOne(organizationId: string | null): Promise<Brand | null>;
  /** @returns null when nobody has it any more */
  abstract logo(file: string): Promise<PictureContent | null>;
}
