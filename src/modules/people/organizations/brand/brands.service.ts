import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { AuditLog } from '../../../../infra/audit/audit-log.js';
import { FILE_UPLOAD } from '../../../../infra/audit/audited-actions.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { type PictureContent, readPictureFile } from '../../../../infra/pictures/picture-file.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { assertAllowed, OrganizationAccess } from '../organization/organization-access.js';
import type { OrganizationDetailsDto } from '../organization/organization.dto.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { OrganizationsService } from '../organization/organizations.service.js';
import { BrandsApi } from '../brands.api.js';
import { ORGANIZATION_BRAND_CHANGED } from '../organizations.events.js';
import { can } from '../organizations.policy.js';
import { BrandsRepository } from './brands.repository.js';

/** Use cases of the logo. */
@Injectable()
export class BrandsService {
  constructor(
    private readonly repository: BrandsRepository,
    private readonly brands: BrandsApi,
    private readonly organizations: OrganizationsService,
    private readonly organizationRows: OrganizationsRepository,
    private readonly access: OrganizationAccess,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, forbidden, validation_failed, precondition_failed */
  @Transactional()
  async replaceLogo(
    actor: Actor,
    organizationId: string,
    bytes: Buffer,
    version: number | undefined,
  ): Promise<OrganizationDetailsDto> {
    await this.enter(actor, organizationId, version);
    await this.repository.keep(organizationId, readPictureFile(bytes));
    const metadata = { file: 'logo', bytes: bytes.length };
    await this.audit.add(FILE_UPLOAD, { userId: actor.userId, organizationId, metadata });
    await this.changed(actor, organizationId);
    return this.organizations.details(actor, organizationId);
  }

  /** @throws CodedError not_found, forbidden, precondition_failed */
  @Transactional()
  async removeLogo(actor: Actor, organizationId: string, version: number | undefined): Promise<void> {
    await this.enter(actor, organizationId, version);
    if (await this.repository.remove(organizationId)) await this.changed(actor, organizationId);
  }

  /** @throws CodedError not_found */
  async logo(file: string): Promise<PictureContent> {
    const logo = await this.brands.logo(file);
    if (!logo) throw new CodedError(NOT_FOUND);
    return logo;
  }

  private async enter(actor: Actor, organizationId: string, version: number | undefined): Promise<void> {
    const { organization, membership } = await this.access.lock(actor, organizationId);
    assertAllowed(can(membership, 'change'));
    assertVersion(version, organization.version);
  }

  /** The version counts the logo as well. */
  private async changed({ userId: actorId }: Actor, organizationId: string): Promise<void> {
    await this.organizationRows.change(organizationId, {});
    await this.outbox.append(ORGANIZATION_BRAND_CHANGED, { organizationId, actorId });
  }
}
