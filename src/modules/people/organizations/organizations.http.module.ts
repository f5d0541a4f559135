import { Module } from '@nestjs/common';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { AdministeredOrganizationsController } from './administration/administered-organizations.controller.js';
import { InvitationPagesController } from './invitations/invitation-pages.controller.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { JoinCodesController } from './joining/join-codes.controller.js';
import { JoinRequestsController } from './joining/join-requests.controller.js';
import { OrganizationJoinCodesController } from './joining/organization-join-codes.controller.js';
import { OrganizationJoinRequestsController } from './joining/organization-join-requests.controller.js';
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
  imports: [CsvModule, OrganizationsModule],
  controllers: [
    OrganizationsController,
    OrganizationMembersController,
    OrganizationInvitationsController,
    OrganizationLogosController,
    LogoFilesController,
    InvitationsController,
    InvitationPagesController,
    OrganizationJoinCodesController,
    OrganizationJoinRequestsController,
    JoinCodesController,
    JoinRequestsController,
    ServiceAccountsController,
    AdministeredOrganizationsController,
  ],
})
export class OrganizationsHttpModule {}
