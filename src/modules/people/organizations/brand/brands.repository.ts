import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Sql } from '../../../../infra/database/sql.js';
import { type PictureFile, type PictureRecord, pictureRecordOf } from '../../../../infra/pictures/picture-file.js';
import { OrganizationLogo } from './organization-logo.entity.js';

interface StoredBrand {
  /** Of the organization. */
  readonly id: string;
  readonly name: string;
  readonly color: string | null;
  readonly logo: PictureRecord | null;
}

interface BrandRow extends Omit<StoredBrand, 'logo'> {
  readonly file: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

@Injectable()
export class BrandsRepository {
  constructor(
    @InjectRepository(OrganizationLogo) private readonly logos: Repository<OrganizationLogo>,
    private readonly sql: Sql,
  ) {}

  /** Without the pictures themselves. */
  async brandsOf(organizationIds: readonly string[]): Promise<StoredBrand[]> {
    if (organizationIds.length === 0) return [];
    const rows = await this.sql.query<BrandRow>(
      'organization_brands',
      `SELECT o.id, o.name, o.color, l.file, l.width, l.height
       FROM organizations o LEFT JOIN organization_logos l ON l.organization_id = o.id WHERE o.id = ANY($1::uuid[])`,
      [organizationIds],
    );
    return rows.map((row) => ({ id: row.id, name: row.name, color: row.color, logo: pictureRecordOf(row) }));
  }

  async contentOf(file: string): Promise<Buffer | null> {
    const logo = await this.logos.findOne({ select: { organizationId: true, content: true }, where: { file } });
    return logo?.content ?? null;
  }

  /** 0 without a logo. */
  async logoBytes(organizationId: string): Promise<number> {
    const [found] = await this.sql.query<{ bytes: number }>(
      'organization_logo_bytes',
      `SELECT octet_length(content) AS bytes FROM organization_logos WHERE organization_id = $1`,
      [organizationId],
    );
    return found?.bytes ?? 0;
  }

  /** Replaces the one that is there. */
  async keep(organizationId: string, { file, width, height, bytes }: PictureFile): Promise<void> {
    await this.logos.upsert({ organizationId, file, width, height, content: bytes }, ['organizationId']);
  }

  /** @returns whether there was one */
  async remove(organizationId: string): Promise<boolean> {
    return (await this.logos.delete({ organizationId })).affected === 1;
  }
}
