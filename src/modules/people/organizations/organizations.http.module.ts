import { Module } from '@nestjs/common';
import { CsvFiles } from '../../../infra/http/csv/csv-files.js';
import { AdministeredOrganizationsController } from './administration/administered-organizations.controller.js';
import { InvitationPagesController } from './invitations/invitation-pages.controller.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { LogoFilesController } from './brand/logo-files.controller.js';
import { OrganizationLogosController } from './brand/organization-logos.controller.js';
import { OrganizationInvitationsController } from './invitations/organization-invitations.controller.js';
import { OrganizationMembersController } from './members/organization-members.controller.js';
import { OrganizationsController } from './organization/organizations.controller.js';
import { ServiceAccountsController } from './service-accounts/service-accounts.controller.js';
import { OrganizationsModule } from './organizations.module.js';
import { describeProblem } from '../../../infra/http/problem-responses.js';
import { SoleOwnerMembersDto } from './organization/sole-owner.dto.js';
import { SOLE_OWNER } from './organizations.api.js';

describeProblem(SOLE_OWNER, SoleOwnerMembersDto);

@Module({
  imports: [OrganizationsModule],
  controllers: [
    OrganizationsController,
    OrganizationMembersController,
    OrganizationInvitationsController,
    OrganizationLogosController,
    LogoFilesController,
    InvitationsController,
    InvitationPagesController,
    ServiceAccountsController,
    AdministeredOrganizationsController,
  ],
  providers: [CsvFiles],
})
export class OrganizationsHttpModule {}
