import { extname } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { MailAttachment } from '../../../infra/mail/outgoing-mail.js';
import { BrandsApi } from '../../people/organizations/brands.api.js';
import type { ClaimedDelivery } from './email-deliveries.repository.js';
import { findMailTemplate } from './mail.templates.js';

const CONTENT_ID = 'logo@lyceum';

/** Address of the logo in the HTML part. */
export const LOGO_SOURCE = `cid:${CONTENT_ID}`;

/** The deliveries name logos, and do not have them: a picture would be stored once for each recipient. */
@Injectable()
export class MailLogos {
  constructor(private readonly brands: BrandsApi) {}

  /** @returns null also when the organization has another one by now */
  async of({ template, data }: Pick<ClaimedDelivery, 'template' | 'data'>): Promise<MailAttachment | null> {
    const named = findMailTemplate(template)?.brand?.(data)?.logo;
    const logo = named && (await this.brands.logo(named.file));
    if (!logo) return null;
    const { mediaType: contentType, content } = logo;
    return { filename: `logo${extname(named.file)}`, contentType, content, contentId: CONTENT_ID };
  }
}
