import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { UsersModule } from '../users/users.module.js';
import { BrandsApi } from './brands.api.js';
import { BrandsDirectory } from './brand/brands.directory.js';
import { BrandsRepository } from './brand/brands.repository.js';
import { BrandsService } from './brand/brands.service.js';
import { LogoStorage } from './brand/logo-storage.js';
import { OrganizationLogo } from './brand/organization-logo.entity.js';
import { OrganizationInvitation } from './invitations/organization-invitation.entity.js';
import { JoinAnswersService } from './joining/join-answers.service.js';
import { JoinCode } from './joining/join-code.entity.js';
import { JoinCodesService } from './joining/join-codes.service.js';
import { JoinRequest } from './joining/join-request.entity.js';
import { JoinRequestsService } from './joining/join-requests.service.js';
import { JoinWishes } from './joining/join-wishes.js';
import { JoiningRepository } from './joining/joining.repository.js';
import { OrganizationMember } from './members/organization-member.entity.js';
import { Organization } from './organization/organization.entity.js';
import { InvitationCharges } from './invitations/invitation-charges.js';
import { InvitationsRepository } from './invitations/invitations.repository.js';
import { InvitationAnswersService } from './invitations/invitation-answers.service.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { MemberList } from './members/member-list.js';
import { CourseRoles } from './members/course-roles.js';
import { MemberPresenter } from './members/member.presenter.js';
import { MembershipEndings } from './members/membership-endings.js';
import { OrganizationRemoval } from './members/organization-removal.entity.js';
import { RemovalsRepository } from './members/removals.repository.js';
import { MembersService } from './members/members.service.js';
import { OrganizationAccess } from './organization/organization-access.js';
import { FormerManagerKeys } from './service-accounts/former-manager-keys.js';
import { ServiceAccount } from './service-accounts/service-account.entity.js';
import { ServiceAccountKeys } from './service-accounts/service-account-keys.js';
import { ServiceAccountsRepository } from './service-accounts/service-accounts.repository.js';
import { ServiceAccountsService } from './service-accounts/service-accounts.service.js';
import { OrganizationsApi } from './organizations.api.js';
import { OrganizationsDirectory } from './organizations.directory.js';
import { OrganizationsStandingAccess } from './organizations.standing-access.js';
import { OrganizationsUserData } from './organizations.user-data.js';
import { OrganizationsRepository } from './organization/organizations.repository.js';
import { AdministeredOrganizationsService } from './administration/administered-organizations.service.js';
import { OrganizationStorage } from './administration/organization-storage.js';
import { OrganizationsService } from './organization/organizations.service.js';

@Module({
  imports: [
    DatabaseModule.forFeature([
      Organization,
      OrganizationLogo,
      OrganizationMember,
      OrganizationInvitation,
      JoinCode,
      JoinRequest,
      OrganizationRemoval,
      ServiceAccount,
    ]),
    AuthModule,
    DiscoveryModule,
    UsersModule,
  ],
  providers: [
    OrganizationsRepository,
    BrandsRepository,
    BrandsService,
    LogoStorage,
    InvitationsRepository,
    ServiceAccountsRepository,
    ServiceAccountsService,
    ServiceAccountKeys,
    FormerManagerKeys,
    MembershipEndings,
    OrganizationAccess,
    MemberList,
    CourseRoles,
    MemberPresenter,
    OrganizationsService,
    AdministeredOrganizationsService,
    OrganizationStorage,
    InvitationsService,
    InvitationAnswersService,
    MembersService,
    RemovalsRepository,
    JoiningRepository,
    JoinCodesService,
    JoinRequestsService,
    JoinAnswersService,
    JoinWishes,
    OrganizationsUserData,
    OrganizationsStandingAccess,
    InvitationCharges,
    { provide: OrganizationsApi, useClass: OrganizationsDirectory },
    { provide: BrandsApi, useClass: BrandsDirectory },
  ],
  exports: [
    OrganizationsApi,
    BrandsApi,
    BrandsService,
    OrganizationsService,
    AdministeredOrganizationsService,
    InvitationsService,
    InvitationAnswersService,
    MembersService,
    JoiningRepository,
    JoinCodesService,
    JoinRequestsService,
    JoinAnswersService,
    OrganizationsRepository,
    InvitationsRepository,
    ServiceAccountsRepository,
    ServiceAccountsService,
  ],
})
export class OrganizationsModule {}
