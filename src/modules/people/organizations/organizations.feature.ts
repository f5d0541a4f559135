import type { Feature } from '../../../infra/features/feature.js';
import { OrganizationInvitation } from './entities/organization-invitation.entity.js';
import { OrganizationMember } from './entities/organization-member.entity.js';
import { Organization } from './entities/organization.entity.js';

export const organizationsFeature: Feature = {
  name: 'organizations',
  entities: [Organization, OrganizationMember, OrganizationInvitation],
  module: () => import('./organizations.module.js'),
  http: () => import('./organizations.http.module.js'),
  worker: () => import('./organizations.worker.module.js'),
};
