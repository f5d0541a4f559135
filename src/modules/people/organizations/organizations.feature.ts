import type { Feature } from '../../../infra/features/feature.js';
import { OrganizationLogo } from './brand/organization-logo.entity.js';
import { OrganizationInvitation } from './invitations/organization-invitation.entity.js';
import { JoinCode } from './joining/join-code.entity.js';
import { JoinRequest } from './joining/join-request.entity.js';
import { JOIN_ANSWERED, JOIN_CODE_CREATED, JOIN_CODE_DELETED, JOIN_REQUESTED } from './joining/joining.events.js';
import { OrganizationMember } from './members/organization-member.entity.js';
import { Organization } from './organization/organization.entity.js';
import {
  INVITATION_CREATED,
  INVITATION_DECLINED,
  MEMBER_ADDED,
  MEMBER_COURSE_ROLES_CHANGED,
  MEMBER_REMOVED,
  MEMBER_ROLE_CHANGED,
  ORGANIZATION_BRAND_CHANGED,
  ORGANIZATION_CREATED,
  ORGANIZATION_DELETED,
  ORGANIZATION_PAGE_REMOVED,
  ORGANIZATION_RENAMED,
  OWNERSHIP_TRANSFERRED,
  SERVICE_ACCOUNT_CREATED,
  SERVICE_ACCOUNT_DELETED,
  SERVICE_ACCOUNT_RENAMED,
} from './organizations.events.js';
import { OrganizationRemoval } from './members/organization-removal.entity.js';
import { ServiceAccount } from './service-accounts/service-account.entity.js';
import { joinAnswerMail } from './mails/join-answer.template.js';
import { joinRequestsMail } from './mails/join-requests.template.js';
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
  entities: [
    Organization,
    OrganizationLogo,
    OrganizationMember,
    OrganizationInvitation,
    JoinCode,
    JoinRequest,
    OrganizationRemoval,
    ServiceAccount,
  ],
  module: () => import('./organizations.module.js'),
  http: () => import('./organizations.http.module.js'),
  worker: () => import('./organizations.worker.module.js'),
  events: [
    {
      type: ORGANIZATION_CREATED,
      audit: 'info',
      analytics: { reportedAs: { en: 'New organizations', fr: 'Nouvelles organisations' } },
    },
    { type: ORGANIZATION_RENAMED, audit: 'info' },
    { type: ORGANIZATION_BRAND_CHANGED, audit: 'info' },
    { type: ORGANIZATION_PAGE_REMOVED, audit: 'security' },
    { type: ORGANIZATION_DELETED, audit: 'security' },
    { type: MEMBER_ADDED, audit: { level: 'security', constants: ['role'] } },
    { type: MEMBER_REMOVED, audit: { level: 'security', constants: ['formerRole'] } },
    { type: MEMBER_ROLE_CHANGED, audit: { level: 'security', constants: ['role', 'formerRole'] } },
    { type: MEMBER_COURSE_ROLES_CHANGED, audit: { level: 'security', constants: ['courseRoles'] } },
    { type: OWNERSHIP_TRANSFERRED, audit: 'security' },
    { type: INVITATION_CREATED, audit: { level: 'security', constants: ['role', 'courseRoles'] } },
    { type: INVITATION_DECLINED, audit: 'info' },
    { type: JOIN_CODE_CREATED, audit: { level: 'security', constants: ['role'] } },
    { type: JOIN_CODE_DELETED, audit: { level: 'security', constants: ['role'] } },
    { type: JOIN_REQUESTED, audit: { level: 'info', constants: ['role'] } },
    { type: JOIN_ANSWERED, audit: { level: 'security', constants: ['role', 'answer'] } },
    { type: SERVICE_ACCOUNT_CREATED, audit: 'security' },
    { type: SERVICE_ACCOUNT_RENAMED, audit: 'info' },
    { type: SERVICE_ACCOUNT_DELETED, audit: 'security' },
  ],
  mails: [orgInviteMail, joinRequestsMail, joinAnswerMail],
  pages: { routes: ['logos/*path'] },
};
