import { Module } from '@nestjs/common';
import { InvitationPagesController } from './invitation-pages.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { OrganizationInvitationsController } from './organization-invitations.controller.js';
import { OrganizationMembersController } from './organization-members.controller.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsModule } from './organizations.module.js';

@Module({
  imports: [OrganizationsModule],
  controllers: [
    OrganizationsController,
    OrganizationMembersController,
    OrganizationInvitationsController,
    InvitationsController,
    InvitationPagesController,
  ],
})
export class OrganizationsHttpModule {}
