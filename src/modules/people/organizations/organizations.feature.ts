import type { Feature } from '../../../infra/features/feature.js';
import { OrganizationLogo } from './brand/organization-logo.entity.js';
import { OrganizationInvitation } from './invitations/organization-invitation.entity.js';
import { OrganizationMember } from './members/organization-member.entity.js';
import { Organization } from './organization/organization.entity.js';
import {
  INVITATION_CREATED,
  MEMBER_ADDED,
  MEMBER_REMOVED,
  MEMBER_ROLE_CHANGED,
  ORGANIZATION_BRAND_CHANGED,
  ORGANIZATION_CREATED,
  ORGANIZATION_DELETED,
  ORGANIZATION_RENAMED,
  OWNERSHIP_TRANSFERRED,
  SERVICE_ACCOUNT_CREATED,
  SERVICE_ACCOUNT_DELETED,
  SERVICE_ACCOUNT_RENAMED,
} from './organizations.events.js';
import { ServiceAccount } from './service-accounts/service-account.entity.js';
import { orgInviteMail } from './mails/org-invite.template.js';
import { INVITATION } from './organizations.limits.js';

export const organizationsFeature: Feature = {
  name: 'organizations',
  tags: {
    Organizations: 'Institutions and teams, their members, roles and invitations.',
    'Service accounts': 'Accounts of organizations that apps act with, and no person signs in to.',
  },
  keyResources: ['organizations'],
  rateLimits: [INVITATION],
  entities: [Organization, OrganizationLogo, OrganizationMember, OrganizationInvitation, ServiceAccount],
  module: () => import('./organizations.module.js'),
  http: () => import('./organizations.http.module.js'),
  worker: () => import('./organizations.worker.module.js'),
  events: [
    {
      type: ORGANIZATION_CREATED,
      analytics: { reportedAs: { en: 'New organizations', fr: 'Nouvelles organisations' } },
    },
    { type: ORGANIZATION_RENAMED },
    { type: ORGANIZATION_BRAND_CHANGED },
    { type: ORGANIZATION_DELETED },
    { type: MEMBER_ADDED },
    { type: MEMBER_REMOVED },
    { type: MEMBER_ROLE_CHANGED },
    { type: OWNERSHIP_TRANSFERRED },
    { type: INVITATION_CREATED },
    { type: SERVICE_ACCOUNT_CREATED },
    { type: SERVICE_ACCOUNT_RENAMED },
    { type: SERVICE_ACCOUNT_DELETED },
  ],
  mails: [orgInviteMail],
  pages: { routes: ['logos/*path'] },
};
