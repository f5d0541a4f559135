import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../infra/config/config.js';
import { mediaTypeOf, type PictureContent, type PictureRecord } from '../../../../infra/pictures/picture-file.js';
import { type Brand, BrandsApi, logoPath } from '../brands.api.js';
import { BrandsRepository } from './brands.repository.js';

/** Implementation of `BrandsApi`. */
@Injectable()
export class BrandsDirectory extends BrandsApi {
  constructor(
    private readonly repository: BrandsRepository,
    private readonly config: AppConfig,
  ) {
    super();
  }

  async of(organizationIds: readonly string[]): Promise<ReadonlyMap<string, Brand>> {
    const brands = await this.repository.brandsOf(organizationIds);
    return new Map(brands.map(({ id, ...brand }) => [id, { ...brand, logoUrl: this.urlOf(brand.logo) }]));
  }

  async ofOne(organizationId: string | null): Promise<Brand | null> {
    if (organizationId === null) return null;
    return (await this.of([organizationId])).get(organizationId) ?? null;
  }

  async logo(file: string): Promise<PictureContent | null> {
    const mediaType = mediaTypeOf(file);
    const content = mediaType && (await this.repository.contentOf(file));
    return mediaType && content ? { mediaType, content } : null;
  }

  private urlOf(logo: PictureRecord | null): string | null {
    return logo && `${this.config.publicUrl}${logoPath(logo)}`;
  }
}
